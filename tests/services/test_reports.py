"""Reports on either kind of database: exact under concurrency, refused whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.listing import ListingKind
from portal.domain.reports import ReportReason
from portal.services.reports import ReportDraft, follow_report, send_report
from portal.services.throttling import TooManyError, network_pseudonyms
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from portal.store.reports import Report
from portal.store.throttling import ThrottledAct
from tests.conftest import NOW


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """Give an application on each kind of database."""
    name = "empty_app" if request.param == "sqlite" else "postgresql_app"
    app: Flask = request.getfixturevalue(name)
    return app


def _listing() -> int:
    with transaction() as session:
        listing = Listing(slug="a", kind=ListingKind.LAEP, name="A")
        session.add(listing)
        session.flush()
        return listing.id


def _network(address: str) -> tuple[str, ...]:
    return network_pseudonyms("secret", address, NOW)


def _send(app: Flask, listing_id: int, address: str) -> bool:
    with app.app_context():
        try:
            draft = ReportDraft(listing_id, ReportReason.AUTRE, "Fermé le lundi")
            send_report(draft, _network(address), NOW)
        except TooManyError:
            return False
        return True


def test_concurrent_reports_stop_exactly_at_the_limit(any_app: Flask) -> None:
    listing = _listing()
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(_send, [any_app] * 20, [listing] * 20, ["198.51.100.7"] * 20))
    assert sum(sent) == 5
    assert db.session.scalar(select(func.count()).select_from(Report)) == 5


def test_a_report_comes_back_as_it_was_sent(any_app: Flask) -> None:
    del any_app
    draft = ReportDraft(_listing(), ReportReason.DEMENAGE, "12 rue\nNeuve", "a@exemple.fr")
    report = follow_report(send_report(draft, _network("198.51.100.7"), NOW))
    assert (report.reason, report.message, report.mail) == (draft.reason, draft.message, draft.mail)
    assert report.created_at == report.state_changed_at == NOW


@pytest.mark.usefixtures("empty_app")
def test_a_refused_report_leaves_no_trace() -> None:
    listing = _listing()
    for number in range(30):
        send_report(ReportDraft(listing, ReportReason.AUTRE), _network(f"198.51.{number}.1"), NOW)
    with pytest.raises(TooManyError):
        send_report(ReportDraft(listing, ReportReason.AUTRE), _network("198.51.99.1"), NOW)
    kept = db.session.scalars(select(ThrottledAct.subject)).all()
    assert _network("198.51.99.1")[0] not in kept


@pytest.mark.usefixtures("empty_app")
def test_a_report_on_a_listing_that_is_gone_is_refused() -> None:
    with pytest.raises(NotFoundError):
        send_report(ReportDraft(7, ReportReason.AUTRE), _network("198.51.100.7"), NOW)


@pytest.mark.usefixtures("empty_app")
def test_an_unknown_ticket_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        follow_report("BBBBBBBBBB")
