"""What works on SQLite works on PostgreSQL: the seed, an import, the projection."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.territory import Territory
from portal.services.imports import Options, import_listings
from portal.services.projection import Projection
from portal.services.search import PlaceSearch, search_places
from portal.services.seed import seed, seed_references
from portal.store.db import db
from portal.store.listings import count_published
from portal.store.revisions import get_revision
from tests.conftest import NOW

pytestmark = pytest.mark.postgresql

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
