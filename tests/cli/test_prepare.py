"""flask prepare makes an empty folder into a working directory, and does nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from portal.domain.listing import ListingStatus
from portal.store.db import db, transaction
from portal.store.listings import Listing, count_published, has_listings
from portal.store.revisions import get_revision
from tests.conftest import app_in, close_database


@pytest.fixture
def new_app(tmp_path: Path) -> Iterator[Flask]:
    app = app_in(tmp_path)
    with app.app_context():
        yield app
        close_database()


def _run(app: Flask, *command: str) -> Result:
    result = app.test_cli_runner().invoke(args=[*command])
    assert result.exit_code == 0, result.output
    db.session.rollback()
    return result


def test_an_empty_folder_becomes_a_directory_that_answers(new_app: Flask) -> None:
    result = _run(new_app, "prepare")
    published = count_published(db.session())
    assert f"Données de départ : {published} fiches ajoutées." in result.stdout
    assert published > 161
    assert new_app.test_client().get("/api/v1/lieux").get_json()["total"] >= published
    assert "la même chose" in _run(new_app, "index", "check").stdout


def test_a_second_time_changes_nothing(new_app: Flask) -> None:
    _run(new_app, "prepare")
    before = get_revision(db.session())
    assert "Données de départ" not in _run(new_app, "prepare").stdout
    assert get_revision(db.session()) == before


def test_what_staff_suspended_is_not_loaded_again(new_app: Flask) -> None:
    _run(new_app, "prepare")
    with transaction() as session:
        for listing in session.scalars(select(Listing)):
            listing.status = ListingStatus.SUSPENDUE
    _run(new_app, "prepare")
    assert count_published(db.session()) == 0


def test_demonstration_listings_come_when_they_are_asked_for(tmp_path: Path) -> None:
    for demo in (False, True):
        app = app_in(tmp_path, demo=demo)
        with app.app_context():
            _run(app, "prepare")
            assert has_listings(db.session(), demonstration=True) is demo
            close_database()


def test_the_seed_can_be_loaded_by_itself_and_once(new_app: Flask) -> None:
    _run(new_app, "db", "upgrade")
    assert " fiches ajoutées." in _run(new_app, "seed").stdout
    assert _run(new_app, "seed").stdout == "Données de départ : 0 fiche ajoutée.\n"
