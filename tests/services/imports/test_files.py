"""A file is read as office software saves it; one that cannot be read says why, in French."""

from __future__ import annotations

import codecs

import pytest

from portal.services.imports import ImportRefusedError
from tests.conftest import ImportText
from tests.services.imports.sheets import faults, imported, sheet

HEADER = "id_externe,type,nom\n"


def test_windows_1252_with_semicolons_is_recognised(import_text: ImportText) -> None:
    text = sheet({"nom": "L’été, à Nîmes – « cœur »"}, separator=";")
    report = import_text(text.encode("cp1252"))
    assert (report.encoding, report.separator) == ("Windows-1252", ";")
    assert imported().name == "L’été, à Nîmes – « cœur »"


def test_utf_8_with_its_mark_is_recognised(import_text: ImportText) -> None:
    report = import_text(codecs.BOM_UTF8 + sheet({"nom": "Été"}).encode())
    assert (report.encoding, report.separator) == ("UTF-8", ",")
    assert imported().name == "Été"


def test_a_bad_byte_in_utf_8_loses_its_line_and_spoils_no_other_accent(
    import_text: ImportText,
) -> None:
    good = "a,laep,Maison d’été\n"
    report = import_text(HEADER.encode() + good.encode() + b"x,laep,caf\xe9\n")
    assert report.encoding == "UTF-8"
    assert imported().name == "Maison d’été"
    assert faults(report) == [(3, "nom", "caf\ufffd")]
    assert "enregistrez le fichier en UTF-8" in report.errors[0].reason


def test_a_byte_that_windows_1252_does_not_have_loses_its_line(import_text: ImportText) -> None:
    report = import_text(HEADER.encode() + b"a,laep,\xe9t\xe9\nb,laep,\x81\xe9\xe9\n")
    assert report.created == ["a"]
    assert faults(report) == [(3, "nom", "\ufffdéé")]


def test_accents_written_in_two_pieces_are_put_together(import_text: ImportText) -> None:
    import_text(sheet({"nom": "E\u0301te\u0301"}))
    assert imported().name == "Été"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(import_text: ImportText, end: str) -> None:
    report = import_text(sheet({"id_externe": "a"}, {"id_externe": "b", "type": "x"}, end=end))
    assert report.created == ["a"]
    assert faults(report) == [(3, "type", "x")]


def test_semicolons_separate_even_where_texts_have_commas(import_text: ImportText) -> None:
    text = "id_externe;type;nom;description\na;laep;Un, deux, trois, quatre;Cinq, six, sept\n"
    assert import_text(text).separator == ";"
    assert imported().name == "Un, deux, trois, quatre"


def test_the_separator_line_of_excel_is_followed_and_counted(import_text: ImportText) -> None:
    report = import_text("sep=;\r\nid_externe;type;nom\r\na;laep;Un\r\nb;x;Deux\r\n")
    assert report.created == ["a"]
    assert faults(report) == [(4, "type", "x")]


def test_blank_lines_before_the_header_are_passed_over(import_text: ImportText) -> None:
    report = import_text("\n\n" + HEADER + "b,x,Deux\n")
    assert faults(report) == [(4, "type", "x")]


def test_capitals_accents_and_spaces_in_column_names_do_not_matter(import_text: ImportText) -> None:
    import_text(" ID Externe ,TYPE,\ufeffNom,Téléphone\na,laep,Un,01 99 00 12 34\n")
    assert imported().contacts[0].value == "01 99 00 12 34"


def test_separators_too_many_at_the_line_ends_do_not_matter(import_text: ImportText) -> None:
    text = "id_externe;type;nom;;\na;laep;Un;;\nb;laep;Deux;;;;\nc;laep;Trois;;x\n"
    report = import_text(text)
    assert report.created == ["a", "b"]
    assert str(report.errors[0]).startswith("ligne 4, colonne (ligne)")
    assert "colonne sans nom" in report.errors[0].reason


def test_empty_lines_are_no_lines(import_text: ImportText) -> None:
    report = import_text(HEADER + "\n,,\n  , ,\na,laep,Un\n\n")
    assert (report.lines, report.created, report.errors) == (1, ["a"], [])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "colonne obligatoire absente : id_externe"),
        (b"\n\n", "colonne obligatoire absente : nom"),
        (b"sep=;", "colonne obligatoire absente : type"),
        (b"type,nom\n", "colonne obligatoire absente : id_externe"),
        (b"id_externe,type,nom,couleur\n", "colonne inconnue : «couleur»"),
        (b"id_externe,type,nom,Nom\n", "colonne en double : nom"),
        (b"id_externe\ttype\tnom\n", "des tabulations séparent les cellules"),
        ("id_externe,type,nom\n".encode("utf-16"), "le fichier est en UTF-16"),
        ("id_externe,type,nom\n".encode("utf-16-le"), "ce n’est pas un fichier texte"),
        (b"PK\x03\x04...", "le classeur est abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "c’est un classeur"),
        (b"%PDF-1.7", "c’est un PDF"),
        (b"x" * (64 * 1024 * 1024 + 1), "le fichier dépasse 64 Mo"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    import_text: ImportText, content: bytes, reason: str
) -> None:
    with pytest.raises(ImportRefusedError, match=reason):
        import_text(content)
