"""A workbook is measured before it is opened: a small file can hide a huge one, or be damaged."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping

import pytest
import xlsxwriter

from portal.services.imports import ImportRefusedError
from portal.services.imports.columns import COLUMNS, REQUIRED
from portal.services.imports.sheet_size import MAX_ROWS
from portal.services.imports.workbook import read_workbook

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
Write = Callable[[xlsxwriter.worksheet.Worksheet], object]


def _workbook(write: Write = lambda _sheet: None) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, REQUIRED)
        sheet.write_row(1, 0, ["a", "laep", "Maison verte"])
        write(sheet)
    return file.getvalue()


def _edited(changes: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """Return a workbook in whose parts one text is replaced by another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as book, zipfile.ZipFile(file, "w", 8) as made:
        for name in book.namelist():
            old, new = changes.get(name, (b"", b""))
            made.writestr(name, book.read(name).replace(old, new))
    return file.getvalue()


def _read(content: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read_workbook(content, COLUMNS, REQUIRED).rows()]


GOOD = [{"id_externe": "a", "type": "laep", "nom": "Maison verte"}]


@pytest.mark.parametrize(
    ("row", "column"), [(1_048_575, 16_383), (MAX_ROWS, 0), (MAX_ROWS - 1, 16_383)]
)
def test_a_cell_far_away_from_the_table_is_refused_and_told_where(row: int, column: int) -> None:
    content = _workbook(lambda sheet: sheet.write(row, column, "x"))
    with pytest.raises(ImportRefusedError, match=f"ligne {row + 1}, colonne"):
        _read(content)


def test_cells_that_do_not_say_where_they_are_count_too() -> None:
    far = b'<row r="199999">' + b"<c/>" * 100 + b"<c><v>1</v></c></row></sheetData>"
    with pytest.raises(ImportRefusedError, match="ligne 199999, colonne 101"):
        _read(_edited({SHEET: (b"</sheetData>", far)}))


def test_cells_that_were_only_coloured_may_be_anywhere() -> None:
    empty = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    assert _read(_edited({SHEET: (b"</sheetData>", empty)})) == GOOD


def test_the_size_that_a_sheet_declares_for_itself_is_not_believed() -> None:
    size = (b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    assert _read(_edited({SHEET: size})) == GOOD


def test_a_text_that_cells_repeat_into_something_huge_is_refused() -> None:
    long = b"<si><t>" + b"a" * 1_000_000 + b"</t></si></sst>"
    rows = [f'<row r="{n}"><c r="A{n}" t="s"><v>6</v></c></row>' for n in range(3, 103)]
    shown = "".join(rows).encode() + b"</sheetData>"
    content = _edited({TEXTS: (b"</sst>", long), SHEET: (b"</sheetData>", shown)})
    with pytest.raises(ImportRefusedError, match="trop gros une fois ouvert"):
        _read(content)


@pytest.mark.parametrize("wrong", [b'r="1A"', b'r="A99999999"', b'r="ABCD1"', b'r=""', b"r=A1"])
def test_a_cell_that_is_nowhere_is_damage(wrong: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="abîmé"):
        _read(_edited({SHEET: (b'r="A2"', wrong)}))


def test_a_sheet_that_defines_words_of_its_own_is_refused() -> None:
    words = b'?>\n<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]>'
    with pytest.raises(ImportRefusedError, match="abîmé"):
        _read(_edited({SHEET: (b"?>", words)}))


def test_an_open_document_is_no_workbook_even_with_the_contents_of_one() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(ImportRefusedError, match="ne peut pas être lu"):
        _read(file.getvalue())


def test_a_version_of_archives_that_nobody_knows_is_refused() -> None:
    content = bytearray(_workbook())
    content[content.index(b"PK\x01\x02") + 6] = 0xFF
    with pytest.raises(ImportRefusedError, match="abîmé"):
        _read(bytes(content))


@pytest.mark.parametrize("seed", range(30))
def test_one_wrong_byte_is_read_over_or_refused(seed: int) -> None:
    drawn, content = random.Random(seed), bytearray(_workbook())
    content[drawn.randrange(4, len(content))] = drawn.randrange(256)
    try:
        rows = _read(bytes(content))
    except ImportRefusedError:
        rows = []
    assert rows in ([], GOOD)
