"""No update is lost and none is refused: every writer waits for the others."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.listing import ListingKind
from portal.settings import ROOT
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_listing
from portal.store.revisions import get_revision, list_changed_since
from tests.store.writers import COUNTER, count


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """Give an application on each kind of database."""
    name = "empty_app" if request.param == "sqlite" else "postgresql_app"
    app: Flask = request.getfixturevalue(name)
    return app


def _add(*slugs: str) -> None:
    with transaction() as session:
        session.add_all(Listing(slug=s, kind=ListingKind.LAEP, name="Compteur") for s in slugs)


@pytest.mark.slow
@pytest.mark.usefixtures("empty_app")
def test_eight_writers_of_a_thousand_changes_lose_none_and_none_is_refused(tmp_path: Path) -> None:
    _add(COUNTER)
    before = get_revision(db.session())[0]
    # What was read is a state of its own until it is let go.
    db.session.rollback()
    command = [sys.executable, "-m", "tests.store.writers", str(tmp_path), "4", "1000"]
    running = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    refusals = [process.communicate()[1] for process in running]
    counted = get_listing(db.session(), COUNTER)
    assert refusals == ["", ""]
    assert (counted.description, counted.version) == ("8000", 8001)
    assert get_revision(db.session())[0] == before + 8000


def test_eight_threads_lose_no_change_on_either_database(any_app: Flask) -> None:
    _add(COUNTER)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, [any_app] * 8, [25] * 8))
    assert get_listing(db.session(), COUNTER).description == "200"


def _write_one_by_one(app: Flask, slugs: list[str]) -> None:
    with app.app_context():
        for slug in slugs:
            _add(slug)


def _follow(app: Flask, written: threading.Event) -> Iterator[int]:
    """Yield the listings found by asking, again and again, only for what came after."""
    last = 0
    over = False
    with app.app_context():
        while not over:
            over = written.wait(0.002)
            db.session.rollback()
            revision, _lineage = get_revision(db.session())
            yield from list_changed_since(db.session(), last)
            last = revision


def test_who_follows_the_revisions_misses_no_change_of_concurrent_writers(any_app: Flask) -> None:
    slugs = [[f"fiche-{n}-{i}" for i in range(40)] for n in range(4)]
    written = threading.Event()
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(4) as writers:
        following = reader.submit(lambda: set(_follow(any_app, written)))
        list(writers.map(_write_one_by_one, [any_app] * 4, slugs))
        written.set()
        assert len(following.result()) == 160
