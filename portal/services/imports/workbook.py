"""Reading an XLSX file: its first sheet, cell by cell, as the text that a CSV file would hold."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine

from portal.services.imports.archive import rebuild
from portal.services.imports.reading import Row, check_header, clean_cell, column_names
from portal.services.imports.report import ImportRefusedError

MAGIC = b"PK\x03\x04"

_WIDTHS = {"code_postal": 5, "code_insee": 5, "departement": 2, "siret": 14, "telephone": 10}
"""Columns whose first zeros spreadsheets take away when they see a number."""

Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """The first sheet of a workbook, its header checked; ``first`` is the number of that line."""

    columns: tuple[str, ...]
    lines: Sequence[Sequence[Cell]]
    first: int
    encoding: str = "XLSX"
    separator: str = ""

    def rows(self) -> Iterator[Row]:
        """Yield the lines below the header, empty ones left out."""
        for number, cells in enumerate(self.lines, start=self.first + 1):
            texts = [
                _text(cell, name) for cell, name in zip(cells, self._names(cells), strict=True)
            ]
            if any(texts):
                yield self._row(number, texts)

    def _names(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        return self.columns + ("",) * (len(cells) - len(self.columns))

    def _row(self, number: int, texts: Sequence[str]) -> Row:
        named = {c: v for c, v in zip(self.columns, texts, strict=False) if c and v}
        nameless = [v for c, v in zip(self._names(texts), texts, strict=True) if v and not c]
        fault = "une cellule est remplie dans une colonne sans nom" if nameless else ""
        return Row(number, named, fault)


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook rather than a text."""
    return content.startswith(MAGIC)


def read_workbook(content: bytes, known: Sequence[str], required: Sequence[str]) -> WorkbookFile:
    """Read the first sheet of an XLSX file; raises ``ImportRefusedError``."""
    archive = io.BytesIO(rebuild(content))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(archive)
        lines = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, IndexError) as error:
        raise ImportRefusedError("le classeur ne peut pas être lu") from error
    first = next((i for i, line in enumerate(lines) if any(map(_shown, line))), len(lines))
    typed = [_shown(cell) for cell in lines[first]] if first < len(lines) else []
    columns = column_names(typed, known)
    check_header(columns, known, required)
    return WorkbookFile(columns, lines[first + 1 :], first + 1)


def _text(cell: Cell, column: str) -> str:
    text = _shown(cell)
    digits = isinstance(cell, int | float) and text.isdecimal()
    return text.zfill(_WIDTHS.get(column, 0)) if digits else text


def _shown(cell: Cell) -> str:
    match cell:
        case bool():
            return "oui" if cell else "non"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case _:
            return clean_cell(str(cell))
