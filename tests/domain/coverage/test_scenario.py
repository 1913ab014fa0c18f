"""What one more place brings, and where it brings most, equals plain loops."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.coverage import Scenario, ground_of
from tests.domain.coverage.brute_force import (
    DEPARTEMENTS,
    TERRITORY,
    best_sequence,
    covered,
    inhabited,
    is_near,
)
from tests.domain.coverage.places import scattered, vectors

HAUTE_VIENNE = ground_of(TERRITORY, {"87"})


def _scenario(departement: str, count: int, radius_km: float = 15) -> Scenario:
    ground = ground_of(TERRITORY, {departement})
    return Scenario(ground, vectors(scattered(departement, count)), radius_km)


@settings(max_examples=25, deadline=None)
@given(st.floats(45.4, 46.5), st.floats(0.5, 2), st.sampled_from([5.0, 15.0, 30.0]))
def test_a_gain_is_the_people_newly_covered(
    latitude: float, longitude: float, radius: float
) -> None:
    points = scattered("87", 2)
    found = Scenario(HAUTE_VIENNE, vectors(points), radius).gain(latitude, longitude)
    left = [c for c in inhabited("87") if not is_near(c, points, radius)]

    assert found.population == covered(left, [(latitude, longitude)], radius)
    assert sum(TERRITORY.commune_at(row).population for row in found.communes) == found.population


@pytest.mark.parametrize("departement", DEPARTEMENTS)
@pytest.mark.parametrize("count", [0, 3])
def test_the_best_places_are_what_loops_find(departement: str, count: int) -> None:
    found = _scenario(departement, count).best_places(3)
    told = [(TERRITORY.commune_at(gain.at or 0).code_insee, gain.population) for gain in found]

    assert told == best_sequence(inhabited(departement), scattered(departement, count), 15, 3)


def test_the_best_place_is_the_first_of_the_sequence() -> None:
    scenario = _scenario("87", 2)

    assert scenario.best_place() == scenario.best_places(4)[0]


def test_each_place_of_a_sequence_covers_people_whom_none_before_it_did() -> None:
    scenario = _scenario("87", 1)
    gains = scenario.best_places(100)
    communes = [row for gain in gains for row in gain.communes]

    assert len(communes) == len(set(communes))
    assert sum(gain.population for gain in gains) == scenario.uncovered
    assert [g.population for g in gains] == sorted((g.population for g in gains), reverse=True)


def test_there_is_no_best_place_where_everybody_is_covered() -> None:
    assert _scenario("75", 1, radius_km=50).best_place() is None
    assert _scenario("75", 1, radius_km=50).best_places(3) == ()


def test_a_second_place_where_one_stands_brings_nobody() -> None:
    latitude, longitude = scattered("87", 1)[0]
    assert _scenario("87", 1).gain(latitude, longitude).population == 0
