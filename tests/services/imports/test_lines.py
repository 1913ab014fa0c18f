"""Lines keep their numbers, and a line that is wrong takes no other with it."""

from __future__ import annotations

import time

import pytest

from tests.conftest import ImportText
from tests.services.imports.sheets import faults, imported, sheet

HEADER = "id_externe,type,nom\n"
TWO_LINES = 'm,laep,"Maison\nverte"\n'


def test_line_breaks_inside_a_cell_do_not_shift_the_numbers(import_text: ImportText) -> None:
    report = import_text(HEADER + TWO_LINES + "b,x,Deux\n" + TWO_LINES.replace("m,", "n,"))
    assert report.created == ["m", "n"]
    assert faults(report) == [(4, "type", "x")]


def test_line_breaks_stay_in_texts_and_become_spaces_in_names(import_text: ImportText) -> None:
    import_text(sheet({"nom": "Maison\r\nverte", "description": "Un.\r\n\r\nDeux."}))
    assert imported().name == "Maison verte"
    assert imported().description == "Un.\n\nDeux."


@pytest.mark.parametrize(
    "bad",
    [
        'x,laep,"Maison\n',
        'x,"laep,Maison\n',
        '"x,laep,Maison\n',
        'x,laep,"Maison" verte\n',
        'x,laep,"Maison ""verte\n',
    ],
)
@pytest.mark.parametrize("after", ["b,laep,Deux\n", 'b,laep,"Deux"\n', '"b","laep","Deux"\n'])
def test_an_unpaired_quote_loses_only_its_line(
    import_text: ImportText, bad: str, after: str
) -> None:
    report = import_text(HEADER + "a,laep,Un\n" + bad + after + TWO_LINES)
    assert report.created == ["a", "b", "m"]
    assert faults(report) == [(3, "(ligne)", "")]
    assert "guillemets" in report.errors[0].reason


def test_quotes_inside_a_text_are_plain_characters(import_text: ImportText) -> None:
    import_text(HEADER + 'a,laep,Maison "verte"\n')
    assert imported().name == 'Maison "verte"'


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("b,laep\n", "2 cellules pour 3 colonnes"),
        ("b,laep,Deux,trois\n", "4 cellules pour 3 colonnes"),
        ("b\n", "1 cellule pour 3 colonnes"),
    ],
)
def test_missing_or_surplus_cells_lose_only_their_line(
    import_text: ImportText, bad: str, reason: str
) -> None:
    report = import_text(HEADER + "a,laep,Un\n" + bad + "c,laep,Trois\n")
    assert report.created == ["a", "c"]
    assert [(e.line, e.reason) for e in report.errors] == [(3, reason)]


def test_every_fault_of_a_line_is_told(import_text: ImportText) -> None:
    report = import_text(sheet({"type": "x", "nom": "", "telephone": "12"}))
    assert [column for _line, column, _value in faults(report)] == ["type", "nom", "telephone"]


def test_an_error_names_line_column_value_and_reason(import_text: ImportText) -> None:
    report = import_text(sheet({"verifie_le": "2026-02-30"}))
    expected = "ligne 2, colonne verifie_le, «2026-02-30» : cette date n’existe pas"
    assert str(report.errors[0]) == expected


def test_an_error_is_one_line_that_a_terminal_can_show(import_text: ImportText) -> None:
    report = import_text(sheet({"type": "x\x1b[2J\r\ny\u202e"}))
    assert str(report.errors[0]).startswith("ligne 2, colonne type, «x [2J y » :")


def test_a_cell_of_ten_megabytes_loses_only_its_line(import_text: ImportText) -> None:
    huge = "x" * 10_000_000
    columns = ("nom", "courriel", "horaires")
    rows = [{"id_externe": f"gros-{column}", column: huge} for column in columns]
    report = import_text(sheet(*rows, {"id_externe": "a"}))
    assert report.created == ["a"]
    assert {error.reason for error in report.errors} == {"10000000 caractères, 5000 au plus"}
    assert len(str(report.errors[0])) < 200


def test_a_file_of_nothing_but_unpaired_quotes_is_read_quickly(import_text: ImportText) -> None:
    start = time.monotonic()
    report = import_text(HEADER + 'x,laep,"Maison\n' * 20_000 + "a,laep,Un\n", apply=False)
    assert report.created == ["a"]
    assert len(report.errors) == 20_000
    assert time.monotonic() - start < 10
