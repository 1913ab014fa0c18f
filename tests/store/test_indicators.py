"""Reports follow a listing that is merged; addresses of links are forgotten once they expire."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from portal.domain.access import Role
from portal.domain.indicators.states import ReportState
from portal.store.db import db, transaction
from portal.store.indicators import (
    IndicatorLink,
    IndicatorReport,
    forget_addresses,
    list_reports,
    list_years,
    move_reports,
)
from tests.conftest import NOW
from tests.staff import ELSEWHERE, actor_of, listing_in

LATER = NOW + timedelta(days=1)

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def former(app: object) -> int:
    del app
    return listing_in().id


@pytest.fixture
def kept(app: object) -> int:
    del app
    return listing_in(ELSEWHERE).id


def _report(listing_id: int, year: int, **more: object) -> int:
    with transaction() as session:
        values = {"state": ReportState.SAISI, "entered_at": NOW} | more
        report = IndicatorReport(listing_id=listing_id, year=year, **values)
        session.add(report)
    return report.id


def _merge(former: int, kept: int) -> None:
    with transaction() as session:
        move_reports(session, former, kept)


def _ids(listing_id: int) -> dict[int, int]:
    db.session().expire_all()
    return {year: report.id for year, report in list_years(db.session(), listing_id).items()}


def test_reports_follow_the_listing_that_stays(former: int, kept: int) -> None:
    moved, own = _report(former, 2025), _report(kept, 2024)
    _merge(former, kept)
    assert _ids(kept) == {2024: own, 2025: moved}
    assert _ids(former) == {}


def test_of_two_reports_of_a_year_the_newer_is_the_kept_listings(former: int, kept: int) -> None:
    newer, older = _report(former, 2025, entered_at=LATER), _report(kept, 2025)
    _merge(former, kept)
    assert (_ids(kept), _ids(former)) == ({2025: newer}, {2025: older})


def test_the_newer_one_stays_where_it_is_already(former: int, kept: int) -> None:
    asked = _report(former, 2025, state=ReportState.DEMANDE, entered_at=None)
    entered = _report(kept, 2025)
    _merge(former, kept)
    assert (_ids(kept), _ids(former)) == ({2025: entered}, {2025: asked})


def test_what_is_validated_goes_before_what_is_newer(former: int, kept: int) -> None:
    validated = _report(former, 2025, state=ReportState.VALIDE)
    newer = _report(kept, 2025, entered_at=LATER)
    _merge(former, kept)
    assert (_ids(kept), _ids(former)) == ({2025: validated}, {2025: newer})


def test_what_was_sent_goes_before_a_newer_draft(former: int, kept: int) -> None:
    draft = _report(former, 2025, state=ReportState.DEMANDE, entered_at=LATER)
    sent = _report(kept, 2025)
    _merge(former, kept)
    assert (_ids(kept), _ids(former)) == ({2025: sent}, {2025: draft})


def test_many_reports_are_read_with_their_listings_as_few_are(former: int, kept: int) -> None:
    by, asked, counted = actor_of(Role.CNAF), list[str](), list[int]()

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        for place in (former, kept):
            _report(place, 2025)
            db.session.remove()
            asked.clear()
            assert all(each.listing.name for each in list_reports(db.session(), by, [2025]))
            counted.append(len(asked))
        assert counted[0] == counted[1]
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_addresses_are_forgotten_once_their_link_expired(former: int) -> None:
    report_id = _report(former, 2025)
    with transaction() as session:
        for digest, expires_at in (("a" * 64, NOW), ("b" * 64, LATER)):
            link = IndicatorLink(
                report_id=report_id, mail="lieu@exemple.fr", digest=digest, expires_at=expires_at
            )
            session.add(link)
    with transaction() as session:
        assert forget_addresses(session, NOW) == 1
    mails = [link.mail for link in db.session().query(IndicatorLink).order_by(IndicatorLink.id)]
    assert mails == ["", "lieu@exemple.fr"]
