"""A sheet as CSV, the way that French spreadsheets open it with a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from portal.services.exports.sheet import Cell, Sheet, neutral

_MARK = "\ufeff"
"""Without it at the beginning, Excel does not take the file for UTF-8."""


def csv_of(sheet: Sheet) -> bytes:
    """Return the sheet in UTF-8 with its mark, semicolons and quotes as in RFC 4180.

    Texts are neutralised; numbers have a decimal comma.
    """
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines: list[Sequence[Cell]] = [*sheet.preamble, ()] if sheet.preamble else []
    for line in (*lines, sheet.columns, *sheet.rows):
        writer.writerow([_text(cell) for cell in line])
    return out.getvalue().encode()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutral(cell)
    return format(Decimal(repr(cell)), "f").replace(".", ",")
