"""The texts of the orientation, for the catalogues of translations.

An extraction method of Babel: ``seed_data.orientation_messages:extract`` on ``orientation.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import IO, Any

SEEN = ("titre", "libelle", "aide", "raison", "raison_proche", "nom", "quand", "heures")
"""The entries that people read."""

Message = tuple[int, str, str, list[str]]


def extract(file: IO[bytes], *_settings: object) -> Iterator[Message]:
    """Yield every text that people see, once, with the line where it stands first."""
    text = file.read().decode("utf-8")
    for message in dict.fromkeys(_texts(tomllib.loads(text))):
        line = text[: text.index(f'"{message}"')].count("\n") + 1
        yield line, "gettext", message, []


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in SEEN and isinstance(each, str):
                yield each
            else:
                yield from _texts(each)
