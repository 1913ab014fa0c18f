"""A sheet becomes a file that spreadsheets open and never run."""

from __future__ import annotations

import csv
import io
import time

import pytest

from portal.services.exports import Sheet, csv_of, xlsx_of
from tests.services.exports.workbooks import read_rows, sheet_xml

HOSTILE = (
    "=HYPERLINK(\"https://mal.example\";\"cliquez\")", "+33 1", "-2+3", "@SUM(A1)", "\t=1+1",
    "\r=1+1", "\n=1+1", "=cmd|' /C calc'!A0", "＝1+1", "{=1+1}", "https://mal.example", "a;b\"c",
)  # fmt: skip


def _read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_csv_file_opens_with_a_double_click_and_keeps_every_character() -> None:
    content = csv_of(Sheet("Lieux", ("Nom", "Note"), [('L’été ; «à» "Gap"', "a\nb")]))
    assert content.startswith(b"\xef\xbb\xbfNom;Note\r\n")
    assert _read_csv(content)[1] == ['L’été ; «à» "Gap"', "a\nb"]


def test_the_preamble_comes_first_then_an_empty_line() -> None:
    sheet = Sheet("Lieux", ("Nom",), [("a",)], [("Recherche", "Limoges")])
    assert _read_csv(csv_of(sheet)) == [["Recherche", "Limoges"], [], ["Nom"], ["a"]]
    assert read_rows(xlsx_of(sheet)) == [["Recherche", "Limoges"], ["Nom"], ["a"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    sheet = Sheet("Lieux", ("Nom",), [(text,)], [(text, text)])
    written = [_read_csv(csv_of(sheet))[-1][0], str(read_rows(xlsx_of(sheet))[-1][0])]
    for cell in written:
        assert cell.endswith(text.rstrip("\r")) or "_x000D_" in cell
        assert cell[0] not in "=+-@\t\r\n＝"
    assert "<f>" not in sheet_xml(xlsx_of(sheet))
    assert "hyperlink" not in sheet_xml(xlsx_of(sheet))


def test_numbers_stay_numbers_and_negative_ones_are_no_formula() -> None:
    sheet = Sheet("Lieux", ("Distance",), [(-61.53,), (0.00001,), (12,), (None,)])
    assert csv_of(sheet).decode("utf-8-sig").split() == [
        "Distance",
        "-61,53",
        "0,00001",
        "12",
        '""',
    ]
    assert read_rows(xlsx_of(sheet))[1:4] == [[-61.53], [0.00001], [12.0]]


def test_the_header_of_a_workbook_stays_in_sight_and_filters() -> None:
    sheet = Sheet("Lieux", ("Nom", "Type"), [("a", "b")], [("Recherche", "Limoges")])
    xml = sheet_xml(xlsx_of(sheet))
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A3:B4"' in xml


def test_a_cell_longer_than_excel_can_hold_is_cut() -> None:
    rows = read_rows(xlsx_of(Sheet("Lieux", ("Nom",), [("é" * 40_000,)])))
    assert rows[1] == ["é" * 32_767]


def test_five_thousand_rows_take_less_than_two_seconds() -> None:
    sheet = Sheet("Lieux", ["Colonne"] * 14, [["Un texte de cellule"] * 14] * 5000)
    for write in (csv_of, xlsx_of):
        began = time.process_time()
        write(sheet)
        assert time.process_time() - began < 2
