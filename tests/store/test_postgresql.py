"""What works on SQLite works on PostgreSQL: the seed, an import, the projection."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal.domain.territory import Territory
from portal.services.imports import Options, import_listings
from portal.services.projection import Projection
from portal.services.search import PlaceSearch, search_places
from portal.services.seed import seed, seed_references
from portal.store import db as store
from portal.store.db import db, transaction
from portal.store.listings import count_published
from portal.store.revisions import get_revision
from tests import postgresql
from tests.conftest import NOW

pytestmark = pytest.mark.postgresql

Outcome = type[BaseException]

FILE = """id_externe;type;nom;commune;site_web;description
a;laep;Maison verte;Limoges;https://maison-verte.fr/{long};« Œuvre » d’été
b;laep;{long};Limoges;;
c;laep;Maison bleue;Limoges;javascript:alert(1);
"""


@pytest.mark.usefixtures("postgresql_app")
def test_the_seed_is_loaded_once(territory: Territory) -> None:
    created = [len(r.created) for r in seed(territory, NOW.date(), demonstration=True)]
    again = [len(r.created) for r in seed(territory, NOW.date(), demonstration=True)]
    assert created[0] == 161
    assert again == [0, 0]
    assert count_published(db.session()) == sum(created)


@pytest.mark.usefixtures("postgresql_app")
@pytest.mark.parametrize("longest", [200, 476])
def test_an_import_keeps_the_longest_texts_and_changes_nothing_twice(
    territory: Territory, longest: int
) -> None:
    vocabulary = seed_references()
    content = FILE.format(long="x" * longest).encode()
    options = Options(apply=True)
    report = import_listings(content, vocabulary, territory, NOW.date(), options)
    revision = get_revision(db.session())
    again = import_listings(content, vocabulary, territory, NOW.date(), options)
    assert report.created == (["a", "b"] if longest == 200 else ["a"])
    assert (again.created, again.updated) == ([], {})
    assert get_revision(db.session()) == revision


def test_the_projection_follows(postgresql_app: Flask, territory: Territory) -> None:
    projection: Projection = postgresql_app.extensions["portal.projection"]
    seed(territory, NOW.date(), demonstration=False)
    projection.catch_up(db.session())
    vocabulary = seed_references()
    content = FILE.format(long="x").encode()
    import_listings(content, vocabulary, territory, NOW.date(), Options(apply=True))
    assert projection.catch_up(db.session()) == 2
    assert list(projection.differences(db.session())) == []
    directory = postgresql_app.extensions["portal.directory"]
    assert search_places(directory, PlaceSearch(words="maison verte limoges")).total >= 1


def test_a_writer_that_waited_in_vain_says_so(
    postgresql_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_WAIT_SECONDS", 1)
    with (
        postgresql_app.app_context(),
        transaction(),
        ThreadPoolExecutor(1) as pool,
        pytest.raises(OperationalError, match="lock timeout"),
    ):
        pool.submit(_write, postgresql_app).result()


def _write(app: Flask) -> None:
    with app.app_context(), transaction():
        pass


@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)]
)
def test_a_missing_server_is_said_and_is_a_failure_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: Outcome
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    with pytest.raises(outcome, match="PostgreSQL n’est pas installé"):
        postgresql.programs()
