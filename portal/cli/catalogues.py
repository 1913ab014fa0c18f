"""``flask --app portal catalogues``: the translations of the interface."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask.cli import AppGroup

from portal.settings import ROOT

CATALOGUES = ROOT / "portal" / "translations"
_SEED = "seed_data.messages:extract"
_SOURCES = {
    "portal": [("**.py", "python")],
    "templates": [("**.html", "jinja2")],
    "seed_data": [
        ("orientation.toml", _SEED),
        ("vocabulaire.toml", _SEED),
        ("themes.toml", _SEED),
    ],
}
_KEYWORDS = {**DEFAULT_KEYWORDS, "NotLocated": (1,), "ParameterError": (2,)}
"""What takes a message: these two are told by pages, in the language of the page."""

catalogue_commands = AppGroup("catalogues", help="Traductions de l’interface.")


@catalogue_commands.command("update")
def update() -> None:
    """Relever les textes, compléter les catalogues, les compiler."""
    texts = template()
    for path in catalogue_paths():
        catalogue = read_catalogue(path)
        catalogue.update(texts, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        missing = sum(not is_translated(message) for message in messages(catalogue))
        click.echo(f"{path.relative_to(CATALOGUES)} : {missing} textes à traduire")


def catalogue_paths() -> list[Path]:
    """Return the catalogue of every language, easy French included."""
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))


def read_catalogue(path: Path) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain=path.stem)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue, without its head."""
    return (message for message in catalogue if message.id)


def is_translated(message: Message) -> bool:
    """Tell whether every form of a message has its translation."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(forms)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as programs read it."""
    content = io.BytesIO()
    write_mo(content, catalogue)
    return content.getvalue()


def template() -> Catalog:
    """Return every text of the interface, as French has it in code, templates and seed data."""
    texts = Catalog()
    for folder, methods in _SOURCES.items():
        found = extract_from_dir(ROOT / folder, methods, keywords=_KEYWORDS)
        for file, line, message, comments, _context in found:
            place = (f"{folder}/{file}", line)
            texts.add(message, None, [place], auto_comments=comments)
    return texts
