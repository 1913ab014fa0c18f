"""A survey by road counts who is near by road, and asks for nothing that is out of reach."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count

import pytest

from portal.domain.coverage import Measure
from portal.domain.territory import Territory
from portal.services.coverage import Survey
from portal.services.coverage.roads import by_road, nearest_by_road
from portal.services.coverage.routing import MOST_POINTS, Router, RoutingFailureError
from tests.domain.coverage.brute_force import DEPARTEMENTS, distance_km, inhabited
from tests.osrm import StandIn, routing_server
from tests.services.coverage.world import BLOND, LIMOGES, publish, stop, survey_of

pytestmark = pytest.mark.usefixtures("empty_app")


@pytest.fixture
def osrm(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with routing_server() as server:
        yield server


@pytest.fixture
def router(osrm: StandIn) -> Iterator[Router]:
    made = Router(osrm.url)
    yield made
    made.close()


def _by_road(survey: Survey, territory: Territory, router: Router) -> Survey:
    return by_road(survey, nearest_by_road(survey, territory, router, _silent))


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_people_within_reach_by_road_are_what_loops_find(
    departement: str, osrm: StandIn, router: Router, territory: Territory
) -> None:
    communes = inhabited(departement)
    chosen = communes[:: max(1, len(communes) // 3)][:3]
    publish(*(stop(commune.code_insee) for commune in chosen))
    places = [(commune.latitude, commune.longitude) for commune in chosen]
    found = _by_road(survey_of(territory, departement), territory, router).coverage

    for radius, within in zip((15, 30), found.within, strict=True):
        near = (
            commune.population
            for commune in communes
            if min(osrm.whole_km((commune.latitude, commune.longitude), p) for p in places)
            <= radius
        )
        assert within == sum(near)
    assert found.measure is Measure.ROAD


def test_it_is_never_more_than_in_straight_lines(router: Router, territory: Territory) -> None:
    publish(stop(LIMOGES), stop(BLOND))
    straight = survey_of(territory)
    found = _by_road(straight, territory, router)

    assert 0 < found.coverage.within[0] < straight.coverage.within[0]
    assert found.coverage.total == straight.coverage.total
    assert straight.coverage.measure is Measure.STRAIGHT


def test_only_what_is_near_in_a_straight_line_is_asked_for(
    osrm: StandIn, router: Router, territory: Territory
) -> None:
    publish(stop(LIMOGES))
    _by_road(survey_of(territory, radii_km=(5.0,)), territory, router)
    limoges = territory.get_commune(LIMOGES)
    here = (limoges.latitude, limoges.longitude)
    for asked in osrm.asked:
        where = asked.partition("?")[0].rpartition("/")[2].split(";")
        assert len(where) <= 2 * MOST_POINTS
        for pair in where:
            longitude, latitude = map(float, pair.split(","))
            assert distance_km((latitude, longitude), here) < 5.01


def test_it_tells_how_far_it_is(router: Router, territory: Territory) -> None:
    publish(stop(LIMOGES), stop(BLOND))
    told: list[tuple[int, int]] = []
    survey = survey_of(territory)
    nearest_by_road(survey, territory, router, lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == list(range(told[0][1]))


def test_without_an_open_place_nobody_is_asked(
    osrm: StandIn, router: Router, territory: Territory
) -> None:
    found = _by_road(survey_of(territory), territory, router)
    assert (found.coverage.within, osrm.asked) == ((0, 0), [])


def test_a_server_that_fails_gives_no_survey(
    osrm: StandIn, router: Router, territory: Territory
) -> None:
    publish()
    osrm.status = 503
    with pytest.raises(RoutingFailureError):
        _by_road(survey_of(territory), territory, router)


def test_what_takes_too_long_is_given_up(router: Router, territory: Territory) -> None:
    publish()
    minutes = count(time.monotonic(), 600)
    with pytest.raises(RoutingFailureError, match="too long"):
        nearest_by_road(
            survey_of(territory), territory, router, _silent, clock=lambda: next(minutes)
        )
