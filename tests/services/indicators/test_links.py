"""The links of indicators: as often as needed, in time, and nothing for who guesses."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from portal.domain.history import SubjectKind
from portal.domain.indicators.letters import expiry
from portal.domain.indicators.states import ReportSource, ReportState
from portal.services.indicators.asking import ask
from portal.services.indicators.errors import StaleReportError
from portal.services.indicators.links import (
    SAVES,
    WRONG_TRIES,
    ClosedLinkError,
    LinkState,
    enter_by_link,
    read_link,
    sheet_by_link,
    state_of,
)
from portal.services.indicators.validating import reopen, validate
from portal.services.throttling import TooManyError
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.indicators import (
    FAMILIES,
    YEAR,
    address_of,
    chief,
    entry,
    funded_place,
    report_of,
    token_for,
)
from tests.staff import ELSEWHERE

NETWORK = ("somewhere", "somewhere yesterday")
LATER = NOW + timedelta(days=3)

pytestmark = pytest.mark.usefixtures("app")


def _state(token: str, at: datetime = LATER) -> LinkState:
    db.session().expire_all()
    return state_of(read_link(token, NETWORK, at), at)


def test_a_link_is_used_until_all_is_sent_and_after() -> None:
    place = funded_place()
    token = token_for(place)
    enter_by_link(token, entry({FAMILIES: 1}, seen=1), NETWORK, LATER)
    report = report_of(place)
    assert report
    enter_by_link(token, entry({FAMILIES: 2}, seen=report.version, send=True), NETWORK, LATER)
    report = report_of(place)
    assert report
    assert report.state is ReportState.SAISI
    assert report.source is ReportSource.LIEN
    assert json.loads(report.figures) == {FAMILIES: 2}
    assert _state(token) is LinkState.OPEN
    assert read_link(token, NETWORK, LATER).used_at == LATER


def test_history_names_the_managing_body_and_no_address() -> None:
    place = funded_place()
    enter_by_link(token_for(place), entry(seen=1), NETWORK, LATER)
    report = report_of(place)
    assert report
    event = list_events_of(db.session(), SubjectKind.INDICATORS, report.id)[0]
    assert event.actor == "Les Mirabelles 87 (lien par courriel)"
    assert "@" not in event.sentence + report.entered_by


def test_a_link_shows_its_own_place_and_year() -> None:
    mine, theirs = funded_place(), funded_place(ELSEWHERE)
    token = token_for(mine)
    token_for(theirs, ELSEWHERE)
    sheet = sheet_by_link(read_link(token, NETWORK, NOW))
    assert (sheet.listing.id, sheet.year) == (mine.id, YEAR)


def test_an_expired_link_takes_nothing() -> None:
    place = funded_place()
    token = token_for(place)
    late = expiry(NOW)
    assert _state(token, late - timedelta(seconds=1)) is LinkState.OPEN
    assert _state(token, late) is LinkState.EXPIRED
    with pytest.raises(ClosedLinkError):
        enter_by_link(token, entry(seen=1), NETWORK, late)


def test_a_newer_link_ends_the_former_one() -> None:
    place = funded_place()
    former = token_for(place)
    ask([place.id], YEAR, chief(), LATER, address_of)
    assert _state(former) is LinkState.EXPIRED


def test_a_validated_report_is_shown_and_taken_no_more_until_it_is_reopened() -> None:
    place = funded_place()
    token = token_for(place)
    enter_by_link(token, entry(seen=1, send=True), NETWORK, LATER)
    report = report_of(place)
    assert report
    report = validate(place.id, YEAR, report.version, chief(), LATER)
    assert _state(token) is LinkState.VALIDATED
    with pytest.raises(ClosedLinkError):
        enter_by_link(token, entry({FAMILIES: 9}, seen=report.version), NETWORK, LATER)
    reopen(place.id, YEAR, report.version, "Un chiffre est à revoir", chief(), LATER)
    assert _state(token) is LinkState.OPEN


def test_a_merged_place_takes_nothing_more() -> None:
    place, kept = funded_place(), funded_place(ELSEWHERE)
    token = token_for(place)
    with transaction() as session:
        session.get_one(Listing, place.id).merged_into_id = kept.id
    assert _state(token) is LinkState.GONE


def test_what_somebody_saved_meanwhile_is_not_overwritten() -> None:
    place = funded_place()
    token = token_for(place)
    enter_by_link(token, entry({FAMILIES: 1}, seen=1), NETWORK, LATER)
    with pytest.raises(StaleReportError):
        enter_by_link(token, entry({FAMILIES: 2}, seen=1), NETWORK, LATER)


def test_who_guesses_is_stopped_and_cannot_read_either() -> None:
    token = token_for(funded_place())
    for n in range(WRONG_TRIES.most):
        with pytest.raises(NotFoundError):
            enter_by_link(f"faux-{n}", entry(), NETWORK, NOW)
    with pytest.raises(TooManyError):
        enter_by_link("faux", entry(), NETWORK, NOW)
    with pytest.raises(TooManyError):
        read_link(token, NETWORK, NOW)
    assert read_link(token, ("elsewhere", "elsewhere yesterday"), NOW).expires_at > NOW


def test_a_link_saves_so_often_an_hour_and_not_more() -> None:
    place = funded_place()
    token = token_for(place)
    for n in range(SAVES.most):
        report = report_of(place)
        assert report
        enter_by_link(token, entry({FAMILIES: n}, seen=report.version), NETWORK, NOW)
    with pytest.raises(TooManyError):
        enter_by_link(token, entry(), NETWORK, NOW)
