"""A sheet: what a file holds, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Cell = str | int | float | None
"""A text, a number that stays a number, or nothing."""

_READ_AS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under named columns.

    ``preamble`` comes before them, each line as what it is about and what it says.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    preamble: Sequence[tuple[str, str]] = ()


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe says that it is text."""
    return f"'{text}" if text.startswith(_READ_AS_FORMULA) else text
