"""Column types keep what plain SQL types lose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy.exc import StatementError

from portal.domain.listing import ListingKind
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_listing

PARIS_IN_SUMMER = timezone(timedelta(hours=2))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def _any_app(request: pytest.FixtureRequest) -> Flask:
    name = "empty_app" if request.param == "sqlite" else "postgresql_app"
    app: Flask = request.getfixturevalue(name)
    return app


def _keep(**values: object) -> Listing:
    with transaction() as session:
        session.add(Listing(slug="une", kind=ListingKind.LAEP, name="Une", **values))
    db.session.expire_all()
    return get_listing(db.session(), "une")


@pytest.mark.usefixtures("_any_app")
def test_an_instant_comes_back_in_utc() -> None:
    kept = _keep(created_at=datetime(2026, 7, 14, 10, 0, tzinfo=PARIS_IN_SUMMER))
    assert kept.created_at == datetime(2026, 7, 14, 8, 0, tzinfo=UTC)
    assert kept.created_at.utcoffset() == timedelta(0)


@pytest.mark.usefixtures("empty_app")
def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(StatementError, match="needs a time zone"):
        _keep(created_at=datetime(2026, 7, 14, 10, 0))  # noqa: DTZ001 - what is refused


@pytest.mark.usefixtures("_any_app")
def test_slugs_keep_their_order() -> None:
    assert _keep(publics=("parent_solo", "entourage")).publics == ("parent_solo", "entourage")


@pytest.mark.usefixtures("_any_app")
def test_a_kind_comes_back_as_itself() -> None:
    assert _keep().kind is ListingKind.LAEP
