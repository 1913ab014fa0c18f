"""``flask --app portal vendor``: the files of others that are kept here."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from portal.settings import ROOT

VENDOR = ROOT / "static" / "vendor"

vendor_commands = AppGroup("vendor", help="Fichiers d’autres projets : contrôler, rapatrier.")


@vendor_commands.command("check")
def check() -> None:
    """Contrôler l’empreinte et la licence de chaque fichier."""
    differences = list(find_differences())
    for difference in differences:
        click.echo(difference)
    if differences:
        sys.exit(1)
    click.echo("Les fichiers d’autres projets sont ceux de vendor.toml.")


@vendor_commands.command("fetch")
def fetch() -> None:
    """Rapatrier les fichiers avec npm, et vérifier leur empreinte."""
    for entry in _entries():
        _fetch(entry)
    differences = list(find_differences())
    if differences:
        raise click.ClickException("\n".join(differences))


def integrity(content: bytes) -> str:
    """Return the SHA-384 of a content, written as in HTML's ``integrity``."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def find_differences() -> Iterator[str]:
    """Yield what differs between ``vendor.toml`` and the folder, in French."""
    named: set[Path] = set()
    for entry in _entries():
        folder = VENDOR / f"{entry['name']}-{entry['version']}"
        for file in entry["files"]:
            path = folder / file["path"]
            named.add(path)
            if not path.is_file():
                yield f"{path.relative_to(VENDOR)} : absent"
            elif integrity(path.read_bytes()) != file["integrity"]:
                yield f"{path.relative_to(VENDOR)} : l’empreinte diffère"
        if entry["licence_file"] not in {file["path"] for file in entry["files"]}:
            yield f"{entry['name']} : la licence manque"
    for path in sorted(VENDOR.rglob("*")):
        if path.is_file() and path not in named and path.name != "vendor.toml":
            yield f"{path.relative_to(VENDOR)} : n’est pas dans vendor.toml"


def _entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((VENDOR / "vendor.toml").read_text())["asset"]
    return found


def _fetch(entry: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = f"{entry['package']}@{entry['version']}"
        command = ["npm", "pack", "--silent", "--pack-destination", folder, package]
        subprocess.run(command, check=True)  # noqa: S603 - names come from our own vendor.toml
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for file in entry["files"]:
                member = archive.extractfile(f"package/{file['source']}")
                if member is None:
                    raise click.ClickException(f"{package} : {file['source']} absent")
                target = VENDOR / f"{entry['name']}-{entry['version']}" / file["path"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(member.read())
