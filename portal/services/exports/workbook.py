"""A sheet as an Excel workbook."""

from __future__ import annotations

import io
from typing import Any

from xlsxwriter import Workbook

from portal.services.exports.sheet import Cell, Sheet, neutral

LONGEST_CELL = 32_767
"""Characters that a cell can hold; Excel refuses a workbook with more."""

_SAFELY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NARROW, _WIDE, _LOOKED_AT = 10, 50, 50
"""The widths of columns in characters, and how many rows decide them."""


def xlsx_of(sheet: Sheet) -> bytes:
    """Return the sheet as a workbook: header kept in sight, filters on the columns, no formula."""
    stream = io.BytesIO()
    book = Workbook(stream, _SAFELY)
    page = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    header = len(sheet.preamble) + 1 if sheet.preamble else 0
    for number in range(len(sheet.columns)):
        page.set_column(number, number, _width(sheet, number))
    # Memory stays constant because rows are written in order and never again.
    for number, (about, said) in enumerate(sheet.preamble):
        page.write_string(number, 0, neutral(about), bold)
        page.write_string(number, 1, neutral(said)[:LONGEST_CELL])
    for number, name in enumerate(sheet.columns):
        page.write_string(header, number, neutral(name), bold)
    for row, cells in enumerate(sheet.rows, start=header + 1):
        for column, cell in enumerate(cells):
            _write(page, row, column, cell)
    page.freeze_panes(header + 1, 1)
    page.autofilter(header, 0, header + len(sheet.rows), len(sheet.columns) - 1)
    book.close()
    return stream.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401 - Worksheet
    if isinstance(cell, str):
        if cell:
            page.write_string(row, column, neutral(cell)[:LONGEST_CELL])
    elif cell is not None:
        page.write_number(row, column, cell)


def _width(sheet: Sheet, column: int) -> int:
    longest = max(
        (len(str(row[column] or "")) for row in sheet.rows[:_LOOKED_AT]),
        default=0,
    )
    return min(max(longest, len(sheet.columns[column]), _NARROW), _WIDE)
