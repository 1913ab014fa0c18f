"""Following a year: every funded place, the silent ones too, and no other Caf's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.access import Actor, Role
from portal.domain.indicators.progress import Progress
from portal.services.indicators.entering import enter
from portal.services.indicators.following import (
    FollowUp,
    Waiting,
    follow_up,
    next_waiting,
    own_years,
    to_validate,
)
from portal.services.indicators.reading import sheet_of, years_asked
from portal.store.db import db, transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.indicators import (
    FAMILIES,
    YEAR,
    ask_for,
    chief,
    entry,
    funded_place,
    sent_report,
    terminated,
    validated_report,
)
from tests.staff import ELSEWHERE, HERE, actor_of, caf_of, listing_in

pytestmark = pytest.mark.usefixtures("app")


def _followed(by: Actor, year: int = YEAR, caf: str = "") -> FollowUp:
    db.session().expire_all()
    return follow_up(db.session(), year, caf_of(caf).id if caf else None, by, YEAR)


def test_a_funded_place_that_nobody_asked_is_missing() -> None:
    place = funded_place()
    (row,) = _followed(chief()).rows
    assert (row.listing.id, row.report, row.progress) == (place.id, None, Progress.MANQUANT)
    assert _followed(chief()).missing_ids == (place.id,)


@pytest.mark.parametrize(
    ("year", "progress"),
    [(2023, []), (2024, [Progress.MANQUANT]), (2026, [Progress.MANQUANT]), (2027, [])],
)
def test_a_terminated_convention_is_asked_about_the_years_that_it_funded(
    year: int, progress: list[Progress]
) -> None:
    place = terminated(2024, 2027, on=date(2026, 10, 15))
    assert [row.progress for row in _followed(chief(), year).rows] == progress
    asked = years_asked(db.session(), place.id, chief(), 2027)
    assert asked == (2026, 2025, 2024)


def test_what_was_terminated_the_day_it_began_is_not_asked_about() -> None:
    terminated(2026, 2026, on=date(2026, 1, 1))
    assert list(_followed(chief()).rows) == []


def test_each_step_is_told_and_counted() -> None:
    place = funded_place()
    ask_for(place)
    assert _followed(chief()).counts == {Progress.DEMANDE: 1}
    (row,) = _followed(chief()).rows
    assert row.link is not None
    assert row.link.sent_at == NOW
    enter(place.id, YEAR, entry(seen=1), chief(), NOW)
    assert _followed(chief()).counts == {Progress.COMMENCE: 1}
    sent_report(place)
    assert _followed(chief()).counts == {Progress.SAISI: 1}
    assert _followed(chief()).missing_ids == ()


def test_places_of_another_caf_are_not_followed() -> None:
    validated_report(funded_place())
    theirs = funded_place(ELSEWHERE)
    assert [row.listing.caf_id for row in _followed(chief(ELSEWHERE)).rows] == [theirs.caf_id]


def test_who_sees_everything_follows_one_caf_or_all() -> None:
    here, there = funded_place(), funded_place(ELSEWHERE)
    cnaf = actor_of(Role.CNAF)
    assert {row.listing.id for row in _followed(cnaf).rows} == {here.id, there.id}
    assert [row.listing.id for row in _followed(cnaf, caf=HERE).rows] == [here.id]


def test_only_places_funded_in_the_year_are_followed() -> None:
    funded_place()
    assert _followed(chief(), YEAR - 1).rows == ()
    assert _followed(chief()).years == (YEAR, YEAR - 1)


def test_an_answer_stays_although_the_place_is_funded_no_more() -> None:
    place = listing_in()
    with transaction() as session:
        session.add(IndicatorReport(listing_id=place.id, year=2020, state="valide"))
    (row,) = _followed(chief(), 2020).rows
    assert row.progress is Progress.VALIDE


def test_what_stayed_with_a_merged_place_is_not_followed() -> None:
    place = funded_place()
    sent_report(place)
    with transaction() as session:
        session.get_one(Listing, place.id).merged_into_id = listing_in(ELSEWHERE).id
    assert _followed(chief()).rows == ()


def test_a_managing_body_has_its_own_places_year_by_year() -> None:
    place = funded_place()
    funded_place(ELSEWHERE)
    body = replace(actor_of(Role.GESTIONNAIRE), operator_id=place.operator_id)
    (row,) = own_years(db.session(), body, YEAR + 1)
    assert (row.listing.id, row.year, row.progress) == (place.id, YEAR, Progress.MANQUANT)


def test_a_sheet_has_the_figures_that_were_sent_the_year_before() -> None:
    place = funded_place()
    draft = enter(place.id, YEAR, entry({FAMILIES: 7}), chief(), NOW)
    assert sheet_of(db.session(), place, YEAR + 1).before == {}
    enter(place.id, YEAR, entry({FAMILIES: 7}, seen=draft.version, send=True), chief(), NOW)
    assert sheet_of(db.session(), place, YEAR + 1).before == {FAMILIES: 7}


def test_places_that_can_still_be_asked_are_counted() -> None:
    place = funded_place()
    assert _followed(chief()).awaited == 1
    sent_report(place)
    assert _followed(chief()).awaited == 0


def test_who_validates_is_led_to_the_next_answer_of_the_caf_and_around() -> None:
    theirs = funded_place(ELSEWHERE)
    places = sorted((funded_place(), funded_place()), key=lambda each: (each.name, each.id))
    first, last = places
    enter(theirs.id, YEAR, entry(send=True), chief(ELSEWHERE), NOW)
    assert next_waiting(db.session(), first, YEAR, chief()) is None
    for each in places:
        sent_report(each)
    for here, there in ((first, last), (last, first)):
        following = next_waiting(db.session(), here, YEAR, chief())
        assert following
        assert following.id == there.id
    assert next_waiting(db.session(), first, YEAR - 1, chief()) is None


def test_answers_to_validate_are_counted_within_reach_with_the_day_of_the_oldest() -> None:
    assert to_validate(db.session(), chief()) == Waiting(0, None)
    place, validated, theirs = funded_place(), funded_place(), funded_place(ELSEWHERE)
    sent_report(place)
    validated_report(validated)
    enter(theirs.id, YEAR, entry(send=True), chief(ELSEWHERE), NOW)
    assert to_validate(db.session(), chief()) == Waiting(1, NOW)
    assert to_validate(db.session(), actor_of(Role.ADMIN)).number == 2
    with transaction() as session:
        session.get_one(Listing, place.id).merged_into_id = listing_in(ELSEWHERE).id
    assert to_validate(db.session(), chief()).number == 0
