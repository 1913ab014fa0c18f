"""flask listings import says what it would do, and does it only with --apply."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.services.search import PlaceSearch, search_places
from portal.store.db import db
from portal.store.listings import count_published
from portal.store.revisions import get_revision
from tests.conftest import app_in, close_database

GOOD = "id_externe;type;nom;commune\na;laep;Maison verte;Limoges\nb;laep;Maison bleue;Bellac\n"
BAD = GOOD + "c;x;Maison rouge;Bellac\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fiches.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def _import(app: Flask, file: Path, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["listings", "import", str(file), *options])


def test_without_apply_nothing_is_written(empty_app: Flask, file: Path) -> None:
    result = _import(empty_app, file)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Essai, rien n’a été écrit : 2 lignes lues (UTF-8, séparateur «;»)",
        "  2 fiches créées, 0 modifiée, 0 inchangée, 0 erreur",
    ]
    assert count_published(db.session()) == 0


def test_with_apply_listings_are_written_and_found(empty_app: Flask, file: Path) -> None:
    result = _import(empty_app, file, "--apply")
    assert result.exit_code == 0
    assert result.stdout.startswith("Importé : 2 lignes lues")
    assert count_published(db.session()) == 2
    directory = empty_app.extensions["portal.directory"]
    assert search_places(directory, PlaceSearch(words="maison verte")).total >= 1


def test_importing_twice_changes_nothing(empty_app: Flask, file: Path) -> None:
    _import(empty_app, file, "--apply")
    revision = get_revision(db.session())
    result = _import(empty_app, file, "--apply")
    assert "0 fiche créée, 0 modifiée, 2 inchangées, 0 erreur" in result.stdout
    db.session.rollback()
    assert get_revision(db.session()) == revision


def test_a_change_is_told_by_column(empty_app: Flask, file: Path) -> None:
    _import(empty_app, file, "--apply")
    file.write_text(GOOD.replace("Maison verte", "Maison rose"), encoding="utf-8")
    assert "  a : nom" in _import(empty_app, file).stdout.splitlines()


def test_a_bad_line_is_told_and_the_good_ones_are_written(empty_app: Flask, file: Path) -> None:
    file.write_text(BAD, encoding="utf-8")
    result = _import(empty_app, file, "--apply")
    assert result.exit_code == 1
    assert "  ligne 4, colonne type, «x» : valeur inconnue" in result.stdout
    assert count_published(db.session()) == 2


def test_strict_writes_nothing_where_a_line_is_bad(empty_app: Flask, file: Path) -> None:
    file.write_text(BAD, encoding="utf-8")
    result = _import(empty_app, file, "--apply", "--strict")
    assert result.exit_code == 1
    assert result.stdout.startswith("Essai, rien n’a été écrit")
    assert count_published(db.session()) == 0


def test_json_alone_is_on_the_standard_output(empty_app: Flask, file: Path) -> None:
    file.write_text(BAD, encoding="utf-8")
    result = _import(empty_app, file, "--json")
    told = json.loads(result.stdout)
    assert (told["lignes"], told["applique"], told["creees"]) == (3, False, ["a", "b"])
    (error,) = told["erreurs"]
    assert (error["ligne"], error["colonne"], error["valeur"]) == (4, "type", "x")
    assert error["raison"].startswith("valeur inconnue")


def test_a_file_that_cannot_be_read_is_refused(empty_app: Flask, file: Path) -> None:
    file.write_text("id_externe;type;nom;couleur\n", encoding="utf-8")
    result = _import(empty_app, file, "--apply")
    assert result.exit_code == 1
    assert "fichier refusé : colonne inconnue : «couleur»" in result.stderr


def test_a_file_that_is_not_there_is_an_error(empty_app: Flask, tmp_path: Path) -> None:
    assert _import(empty_app, tmp_path / "absent.csv").exit_code == 2


def test_a_database_without_vocabulary_says_what_to_do(tmp_path: Path, file: Path) -> None:
    app = app_in(tmp_path / "new")
    app.test_cli_runner().invoke(args=["db", "upgrade"])
    result = _import(app, file)
    assert result.exit_code == 1
    assert "lancez d’abord la commande prepare" in result.stderr
    with app.app_context():
        close_database()


def test_a_bar_moves_on_a_terminal_and_only_there(
    empty_app: Flask, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _import(empty_app, file).stderr == ""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "Import" in _import(empty_app, file).stderr
