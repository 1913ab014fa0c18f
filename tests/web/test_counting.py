"""Pages are counted by kind, département and day; nothing else of a visit is kept."""

from __future__ import annotations

import logging
import time
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.store.db import db
from portal.store.visits import VisitCount, list_visits
from tests.conftest import NOW

CANARY = "zorglub"
DAY = date(2026, 11, 24)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client(use_cookies=False)


def saved(app: Flask, visitor: FlaskClient) -> dict[tuple[str, str], int]:
    """Let a minute pass, open one more page, and return what the database then holds."""
    later = NOW + timedelta(minutes=2)
    app.extensions["portal.directory"].clock = lambda: later
    visitor.get("/mentions-legales")
    for _ in range(100):
        db.session.rollback()
        if rows := list_visits(db.session(), DAY, DAY, least=1):
            return {(row.page, row.departement): row.opened for row in rows}
        time.sleep(0.05)
    raise AssertionError("nothing was saved")


def test_pages_are_counted_by_kind_and_departement(app: Flask, visitor: FlaskClient) -> None:
    for address in ("/", "/en/", "/lieux?lieu=Limoges", "/lieux?lieu=Limoges", "/communes/87085"):
        assert visitor.get(address).status_code == 200

    assert saved(app, visitor) == {
        ("pages.home", ""): 2,
        ("pages.places", "87"): 2,
        ("browse.commune", "87"): 1,
        ("info.legal_notice", ""): 1,
    }


@pytest.mark.parametrize(
    "address", ["/nulle-part", "/api/v1/lieux", "/lieux?page=x", "/robots.txt"]
)
def test_errors_files_and_interfaces_are_not_counted(
    app: Flask, visitor: FlaskClient, address: str
) -> None:
    visitor.get("/")
    visitor.get(address)

    assert set(saved(app, visitor)) == {("pages.home", ""), ("info.legal_notice", "")}


def test_a_sensitive_page_is_counted_without_its_departement(
    app: Flask, visitor: FlaskClient
) -> None:
    visitor.get("/lieux?lieu=Limoges&theme=conflit_rupture")

    assert ("pages.places", "") in saved(app, visitor)


def test_no_log_and_no_row_holds_a_search_a_place_or_a_theme(
    app: Flask, visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for address in (
        f"/lieux?q={CANARY}&lat=45.8315&lon=1.2578&theme=separation",
        f"/lieux?lieu={CANARY}",
        f"/api/v1/lieux?q={CANARY}&lat=45.8315&lon=1.2578",
        f"/orientation?pour=moi&situation=danger&lieu={CANARY}&etape=4",
        f"/professionnels?q={CANARY}&theme=separation",
        f"/lieux?moment={CANARY}",
    ):
        visitor.get(address, headers={"Referer": f"https://exemple.fr/{CANARY}"})
    saved(app, visitor)

    assert not [text for text in _spoken(caplog) for word in _SECRETS if word in text]
    assert _rows_with_secrets() == []


_SECRETS = (CANARY, "45.83", "separation", "danger")


def _spoken(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name != "werkzeug"]


def _rows_with_secrets() -> list[VisitCount]:
    rows = list_visits(db.session(), DAY, DAY, least=1)
    return [row for row in rows if any(word in f"{row.page}{row.departement}" for word in _SECRETS)]


def test_a_database_that_is_gone_stops_no_page(
    app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["portal.directory"], "clock", lambda: NOW)
    visitor.get("/")
    app.extensions["portal.settings"].instance.joinpath("portal.db").unlink()
    monkeypatch.setattr(
        app.extensions["portal.directory"], "clock", lambda: NOW + timedelta(minutes=2)
    )

    assert visitor.get("/").status_code == 200
