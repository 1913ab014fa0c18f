"""Reading a workbook back with the standard library only."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

_NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}

Read = list[list[str | float | None]]


def sheet_xml(content: bytes) -> str:
    """Return the first sheet as it is written in the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def read_rows(content: bytes) -> Read:
    """Return the cells of each row: texts, numbers, None where there is nothing."""
    root = ET.fromstring(sheet_xml(content))  # noqa: S314 - our own file
    return [_cells(row) for row in root.iterfind("x:sheetData/x:row", _NAMES)]


def _cells(row: ET.Element) -> list[str | float | None]:
    cells: list[str | float | None] = []
    for cell in row.iterfind("x:c", _NAMES):
        column = 0
        for letter in filter(str.isalpha, cell.attrib["r"]):
            column = column * 26 + ord(letter) - 64
        cells += [None] * (column - 1 - len(cells))
        value, text = cell.find("x:v", _NAMES), cell.find("x:is/x:t", _NAMES)
        if text is not None:
            cells.append(text.text or "")
        else:
            cells.append(float(value.text or "") if value is not None else None)
    return cells
