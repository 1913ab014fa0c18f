"""Exporting the database in the format of imports, then importing the file, changes nothing."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from portal.domain.territory import Territory
from portal.services.exports import csv_of
from portal.services.exports.listings import export_listings
from portal.services.imports import Options, import_listings
from portal.services.imports.columns import COLUMNS
from portal.store.db import db, transaction
from portal.store.listings import get_listing
from portal.store.revisions import get_revision
from portal.store.vocabulary import load_vocabulary
from tests.conftest import NOW, ImportText
from tests.services.exports.workbooks import read_rows

TRICKY = (
    "id_externe;type;nom;adresse;commune;telephone;latitude;longitude;description;langues\n"
    "=1;laep;'5 sens;place de l'11 novembre;Pointe-à-Pitre;+590 590 82 00 00;16,24;-61,53;"
    '"Deux\nlignes ; et «guillemets» ""droits""";arabe|LSF\n'
)


def _exported(**options: bool) -> bytes:
    return csv_of(export_listings(db.session(), **{"demonstration": True} | options).sheet)


def test_every_place_of_the_seed_comes_back_unchanged(app: Flask, territory: Territory) -> None:
    before = get_revision(db.session())
    vocabulary = load_vocabulary(db.session())
    report = import_listings(
        _exported(), vocabulary, territory, NOW.date(), Options(apply=True, strict=True)
    )
    assert report.errors == []
    assert (report.created, report.updated) == ([], {})
    assert report.unchanged == 237
    db.session.rollback()
    assert get_revision(db.session()) == before
    del app


def test_what_spreadsheets_would_run_or_spoil_comes_back_unchanged(
    import_text: ImportText,
) -> None:
    report = import_text(TRICKY.replace("=1", "a"))
    assert report.errors == []
    content = _exported()
    again = import_text(content)
    assert (again.errors, again.created, again.updated) == ([], [], {})
    row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert row["adresse"] == "place de l'11 novembre"
    assert row["longitude"] == "-61,53"


def test_a_listing_without_external_id_is_left_out_and_named(import_text: ImportText) -> None:
    import_text("id_externe,type,nom,commune\na,laep,Maison verte,Limoges\n")
    with transaction() as session:
        get_listing(session, "maison-verte-limoges").external_id = None
    export = export_listings(db.session(), demonstration=True)
    assert export.left_out == ("maison-verte-limoges",)
    assert export.sheet.rows == []


def test_invented_listings_stay_where_demonstration_is_off(app: Flask) -> None:
    lines = _exported(demonstration=False).count(b"\r\nreleve-")
    assert lines == 170
    assert b"\r\ndemo" not in _exported(demonstration=False)
    del app


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_command_writes_to_a_file_or_to_standard_output(
    app: Flask, file_format: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("export") / "fiches"
    run = app.test_cli_runner().invoke
    written = run(args=["listings", "export", file_format, "--output", str(path)])
    printed = run(args=["listings", "export", file_format])
    assert (written.exit_code, printed.exit_code) == (0, 0)
    assert written.stdout == ""
    contents = (path.read_bytes(), printed.stdout_bytes)
    if file_format == "csv":
        assert contents[0] == contents[1]
        assert contents[0].decode("utf-8-sig").splitlines()[0].split(";") == list(COLUMNS)
    else:
        assert read_rows(contents[0]) == read_rows(contents[1])
        assert read_rows(contents[0])[0] == list(COLUMNS)


def test_an_unknown_format_is_refused(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["listings", "export", "pdf"])
    assert result.exit_code == 2
    assert "csv" in result.stderr
