"""Indicators added up over an area, against sums made by hand; each sees its own territory."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.indicators.aggregates import Response
from portal.domain.indicators.areas import Area, AreaKind
from portal.domain.indicators.states import ReportState
from portal.domain.territory import Territory
from portal.services.indicators.aggregating import Aggregates, TotalsQuestion, aggregate
from portal.services.indicators.areas import reached_area
from portal.services.indicators.catalogue import load_catalogue
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from tests.indicators import chief, terminated
from tests.staff import ELSEWHERE, HERE, actor_of
from tests.totals import ACTIVITIES, FAMILIES, YEAR, answer, fund, places_in

R = ReportState


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.LECTEUR)


def _found(
    territory: Territory, by: Actor, zone: str = "", *, year: int = YEAR, waiting: bool = False
) -> Aggregates:
    area = reached_area(db.session(), territory, by, zone)
    asked = TotalsQuestion(year, area, waiting)
    return aggregate(db.session(), territory, load_catalogue(), asked, by)


def _sum(found: Aggregates, slug: str = FAMILIES) -> tuple[int | None, int]:
    total = found.whole.totals[slug]
    return total.value, total.answers


def test_who_answered_is_added_up_and_the_others_are_counted_as_missing(
    claire: Actor, territory: Territory
) -> None:
    first, second, third, *_ = map(fund, places_in())
    answer(first, {FAMILIES: 100, ACTIVITIES: 7})
    answer(second, {FAMILIES: 20}, R.SAISI)
    answer(third, None, R.DEMANDE)
    found = _found(territory, claire)
    places = len(places_in())
    assert found.whole.response == Response(places, asked=3, entered=2, validated=1)
    assert (_sum(found), _sum(found, ACTIVITIES)) == ((100, 1), (7, 1))
    waiting = _found(territory, claire, waiting=True)
    assert (_sum(waiting), _sum(waiting, ACTIVITIES)) == ((120, 2), (7, 1))


def test_a_place_is_asked_for_the_years_in_which_it_is_funded(
    claire: Actor, territory: Territory
) -> None:
    fund(places_in()[0], YEAR, YEAR + 1)
    counts = [
        _found(territory, claire, year=year).whole.response.places
        for year in range(YEAR - 1, YEAR + 3)
    ]
    assert counts == [0, 1, 1, 0]


def test_a_terminated_convention_is_counted_for_the_years_that_it_funded(
    app: Flask, territory: Territory
) -> None:
    del app
    terminated(2024, 2027, on=date(2026, 10, 15))
    counts = [
        _found(territory, chief(), year=year).whole.response.places for year in range(2023, 2028)
    ]
    assert counts == [0, 1, 1, 1, 0]


def test_a_place_that_answered_counts_though_its_funding_is_gone(
    claire: Actor, territory: Territory
) -> None:
    answer(places_in()[0], {FAMILIES: 3})
    assert _sum(_found(territory, claire)) == (3, 1)


def test_a_listing_that_was_merged_is_not_counted_twice(
    claire: Actor, territory: Territory
) -> None:
    kept, former = places_in()[:2]
    answer(fund(kept), {FAMILIES: 3})
    answer(fund(former), {FAMILIES: 5})
    with transaction() as session:
        session.get_one(Listing, former.id).merged_into_id = kept.id
    found = _found(territory, claire)
    assert (found.whole.response.places, _sum(found)) == (1, (3, 1))


def test_the_year_before_is_compared_over_the_places_of_both_years(
    claire: Actor, territory: Territory
) -> None:
    both, new, *_ = (fund(place, YEAR - 1, YEAR) for place in places_in())
    answer(both, {FAMILIES: 100}, year=YEAR - 1)
    answer(both, {FAMILIES: 110})
    answer(new, {FAMILIES: 1000})
    total = _found(territory, claire).whole.totals[FAMILIES]
    assert (total.value, total.both, total.same.difference) == (1110, 1, 10)


def test_five_years_go_back_from_the_one_asked(claire: Actor, territory: Territory) -> None:
    place = fund(places_in()[0], YEAR - 2, YEAR)
    answer(place, {FAMILIES: 9}, year=YEAR - 2)
    trend = _found(territory, claire).trends[FAMILIES]
    assert [(point.year, point.value, point.places) for point in trend] == [
        (YEAR - 4, None, 0),
        (YEAR - 3, None, 0),
        (YEAR - 2, 9, 1),
        (YEAR - 1, None, 1),
        (YEAR, None, 1),
    ]


def test_the_parts_of_the_country_add_up_to_it(app: Flask, territory: Territory) -> None:
    del app
    for number, code in enumerate((HERE, ELSEWHERE)):
        for place in places_in(code):
            answer(fund(place), {FAMILIES: 10 + number})
    found = _found(territory, actor_of(Role.CNAF))
    assert [part.area.code for part in found.parts[AreaKind.CAF]] == [ELSEWHERE, HERE]
    whole = found.whole.totals[FAMILIES]
    assert (
        sum(part.totals[FAMILIES].value or 0 for part in found.parts[AreaKind.CAF]) == whole.value
    )
    for parts in found.parts.values():
        assert sum(part.response.places for part in parts) <= found.whole.response.places


@pytest.mark.parametrize("zone", ["departement-87", "caf-87", ""])
def test_an_agent_reads_the_places_of_its_caf_and_no_other(
    claire: Actor, territory: Territory, zone: str
) -> None:
    answer(fund(places_in()[0]), {FAMILIES: 3})
    answer(fund(places_in(ELSEWHERE)[0]), {FAMILIES: 500})
    assert _sum(_found(territory, claire, zone)) == (3, 1)


def test_the_epci_of_a_place_is_that_of_its_first_site(claire: Actor, territory: Territory) -> None:
    answer(fund(places_in()[0]), {FAMILIES: 3})
    part = _found(territory, claire).parts[AreaKind.EPCI][0]
    again = _found(territory, claire, part.area.slug)
    assert (again.whole.area.name, _sum(again)) == (part.area.name, (3, 1))


@pytest.mark.parametrize(
    "zone",
    ["caf-33", "departement-33", "epci-243300316", "caf-", "region-75", "epci-0", "tout-1", "x"],
)
def test_another_territory_is_not_there(claire: Actor, territory: Territory, zone: str) -> None:
    with pytest.raises(NotFoundError):
        reached_area(db.session(), territory, claire, zone)


def test_who_sees_the_country_begins_with_it(app: Flask, territory: Territory) -> None:
    del app
    by = actor_of(Role.CNAF)
    assert reached_area(db.session(), territory, by, "") == Area(AreaKind.TOUT, "", "France")
    assert reached_area(db.session(), territory, by, "departement-33").name == "Gironde"
    assert reached_area(db.session(), territory, by, "epci-243300316").name == "Bordeaux Métropole"
