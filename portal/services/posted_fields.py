"""The posted fields of a form as one text, for forms that are kept before they are saved."""

from __future__ import annotations

import json
from collections.abc import Iterable

Fields = list[tuple[str, str]]

_LONGEST = 300_000
"""Characters; the form of a listing of forty stops takes a third of it."""


class TooLongError(ValueError):
    """More was posted than is kept; the message is French."""


def packed(fields: Iterable[tuple[str, str]]) -> str:
    """Return fields as a JSON list of pairs. Raises ``TooLongError``."""
    text = json.dumps([list(pair) for pair in fields], ensure_ascii=False)
    if len(text) > _LONGEST:
        raise TooLongError("Ce brouillon est trop long pour être gardé.")
    return text


def unpacked(text: str) -> Fields:
    """Return the fields of a text that ``packed`` made."""
    return [(str(name), str(value)) for name, value in json.loads(text)]
