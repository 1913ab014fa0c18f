"""The texts of the seed data that people see, for the catalogues of translations.

An extraction method of Babel: ``seed_data.messages:extract`` on the orientation, the vocabulary and
the texts of the themes (see ``portal/translations/babel.cfg``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import IO, Any

_SEEN = ("titre", "libelle", "aide", "raison", "raison_proche", "nom", "quand", "heures")
"""The entries of the orientation that people read."""
_SHOWN = (
    "type", "mission_socle", "mission_complementaire", "service", "moment_de_vie", "public",
)  # fmt: skip
"""The families of terms that pages show; forms for staff have their own words for the others."""

Message = tuple[int, str, str, list[str]]


def extract(file: IO[bytes], *_settings: object, **_options: object) -> Iterator[Message]:
    """Yield every text that people see, once, with the line where it stands first."""
    text = file.read().decode("utf-8")
    for message in dict.fromkeys(_messages(tomllib.loads(text))):
        line = text[: text.index(f'"{message}"')].count("\n") + 1
        yield line, "gettext", message, []


def _messages(data: dict[str, Any]) -> Iterator[str]:
    if "terme" in data:
        for term in data["terme"]:
            yield from _term(term)
    elif all(isinstance(value, str) for value in data.values()):
        yield from data.values()
    else:
        yield from _texts(data)


def _term(term: dict[str, Any]) -> Iterator[str]:
    """Yield the plain words of a term; those of the reference texts stay French, but for kinds."""
    if term["famille"] not in _SHOWN:
        return
    if term["famille"] == "type":
        yield term["libelle"]
    yield term["en_clair"]
    if "definition" in term:
        yield term["definition"]


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in _SEEN and isinstance(each, str):
                yield each
            else:
                yield from _texts(each)
