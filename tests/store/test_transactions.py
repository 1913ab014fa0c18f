"""One way to write: everything or nothing, on what is true at that moment."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from portal.domain.listing import ListingKind
from portal.store import db as store
from portal.store.cafs import Caf
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing, get_listing

pytestmark = pytest.mark.usefixtures("empty_app")


def _pragma(name: str) -> object:
    return db.session.execute(text(f"PRAGMA {name}")).scalar_one()


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_sqlite_is_opened_durable_and_patient(name: str, value: object) -> None:
    assert _pragma(name) == value


def test_waiting_is_as_patient_again_after_a_write() -> None:
    with transaction():
        pass
    assert _pragma("busy_timeout") == 10_000


def test_a_transaction_inside_another_is_refused() -> None:
    with transaction(), pytest.raises(RuntimeError, match="one transaction"), transaction():
        pass


def test_a_change_made_outside_of_a_transaction_is_refused() -> None:
    db.session.add(Caf(code="x", name="Caf d’ailleurs"))
    with pytest.raises(RuntimeError, match="nowhere else"), transaction():
        pass


def test_what_was_read_before_is_read_again() -> None:
    with transaction() as session:
        session.add(Listing(slug="une", kind=ListingKind.LAEP, name="Une"))
    listing = get_listing(db.session(), "une")
    path = db.engine.url.database
    with closing(sqlite3.connect(str(path))) as other, other:
        other.execute("UPDATE listing SET name = 'Autre'")
    with transaction():
        assert listing.name == "Autre"


def test_a_reader_sees_nothing_before_the_commit(empty_app: Flask) -> None:
    seen: list[int] = []

    def read() -> None:
        with empty_app.app_context():
            seen.append(db.session.query(Listing).count())

    with transaction() as session:
        session.add(Listing(slug="une", kind=ListingKind.LAEP, name="Une"))
        session.flush()
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()
    read()
    assert seen == [0, 1]


def test_a_writer_that_waited_in_vain_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "portal.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="database is locked"), transaction():
            pass
        other.rollback()
    with transaction():
        pass


def test_a_broken_reference_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Listing(slug="une", kind=ListingKind.LAEP, name="Une", caf_id=12345))


def test_an_unknown_slug_is_refused_before_it_is_sent() -> None:
    with pytest.raises(StatementError, match="'inconnu' is not among"), transaction() as session:
        session.add(Listing(slug="une", kind="inconnu", name="Une"))


def test_a_listing_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="nulle-part"):
        get_listing(db.session(), "nulle-part")
