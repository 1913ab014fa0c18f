"""The archive of a backup: a compressed tar whose first member says what the others must be."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
_MANIFEST = "manifeste.json"
_CHUNK = 1024 * 1024
_LONGEST_MANIFEST = 10 * 1024 * 1024
_BROKEN = (
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    FileExistsError,
)
"""What reading a damaged archive raises."""


class BackupError(RuntimeError):
    """A backup cannot be made or put back; the French message says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: when it was made, the migration of its database, its files."""

    made_at: datetime
    schema: str
    digests: Mapping[str, str]


def pack(files: Mapping[str, Path], schema: str, target: Path, now: datetime) -> None:
    """Write an archive of these files, by name; ``target`` is there whole or not at all."""
    partial = target.with_name(f"{target.name}.partielle")
    manifest = {
        "format": FORMAT,
        "fait_le": now.isoformat(),
        "schema": schema,
        "sha256": {name: _digest(path) for name, path in files.items()},
    }
    try:
        with _private(partial) as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
            _add_manifest(archive, json.dumps(manifest, ensure_ascii=False).encode())
            for name, path in files.items():
                archive.add(path, name, recursive=False)
        _keep(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def unpack(archive: Path, folder: Path) -> Manifest:
    """Write the files of an archive into an empty folder, each proved by its digest.

    Raises ``BackupError`` when it is damaged, incomplete, or of a later version.
    """
    try:
        with tarfile.open(archive, "r:gz") as opened:
            manifest = _read_manifest(opened)
            found = dict(_extract(opened, folder))
    except FileNotFoundError:
        raise BackupError(f"{archive} n’existe pas") from None
    except _BROKEN as error:
        raise BackupError(f"{archive} est abîmé : rien n’a été changé") from error
    if found != manifest.digests:
        raise BackupError(f"{archive} est abîmé ou incomplet : rien n’a été changé")
    return manifest


def _read_manifest(opened: tarfile.TarFile) -> Manifest:
    first = opened.next()
    content = opened.extractfile(first) if first and first.name == _MANIFEST else None
    if content is None:
        raise ValueError("no manifest")
    value = json.loads(content.read(_LONGEST_MANIFEST))
    if value["format"] > FORMAT:
        raise BackupError("cette sauvegarde vient d’une version plus récente du portail")
    made_at = datetime.fromisoformat(value["fait_le"])
    return Manifest(made_at, str(value["schema"]), dict(value["sha256"]))


def _extract(opened: tarfile.TarFile, folder: Path) -> Iterator[tuple[str, str]]:
    """Write each file below the folder and yield its name and digest."""
    while (member := opened.next()) is not None:
        name = PurePosixPath(member.name)
        content = opened.extractfile(member)
        if content is None or name.is_absolute() or ".." in name.parts:
            raise ValueError(f"not a file of a backup: {name}")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with path.open("xb") as written:
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
                written.write(chunk)
        yield str(name), digest.hexdigest()


def _add_manifest(archive: tarfile.TarFile, content: bytes) -> None:
    entry = tarfile.TarInfo(_MANIFEST)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _private(path: Path) -> IO[bytes]:
    """Open a new file that only its owner reads: it holds what the database holds."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _keep(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
