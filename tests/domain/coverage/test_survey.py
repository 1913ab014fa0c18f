"""Surveys of real départements equal plain loops; what is unknown is never a zero."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.domain.coverage import Coverage, Presence, cover, ground_of
from tests.domain.coverage.brute_force import DEPARTEMENTS, TERRITORY, covered, inhabited
from tests.domain.coverage.places import open_places, scattered

NOBODY = open_places([])


def _presence(area: str, half_days: int | None = 5, stops: int = 0) -> Presence:
    return Presence(area, open=True, funded=False, half_days=half_days, stops=stops)


def _of(departement: str, *presences: Presence, **others: object) -> Coverage:
    places = replace(NOBODY, presences=presences, wholes=presences, **others)  # type: ignore[arg-type]
    return cover(ground_of(TERRITORY, {departement}), places)


@pytest.mark.parametrize("departement", DEPARTEMENTS)
@pytest.mark.parametrize("count", [0, 1, 4, 40])
def test_people_within_reach_are_what_loops_find(departement: str, count: int) -> None:
    points, communes = scattered(departement, count), inhabited(departement)
    found = cover(ground_of(TERRITORY, {departement}), open_places(points))

    assert found.population == sum(c.population for c in communes)
    assert found.within == tuple(covered(communes, points, radius) for radius in (15, 30))
    for line in found.lines:
        own = [c for c in communes if (c.epci or c.code_insee) == line.area.code]
        assert line.population == sum(c.population for c in own)
        assert line.within == tuple(covered(own, points, radius) for radius in (15, 30))


def test_the_whole_country_is_the_sum_of_its_departements() -> None:
    points = [point for code in DEPARTEMENTS for point in scattered(code, 5)]
    whole = cover(ground_of(TERRITORY), open_places(points))
    parts = [
        cover(ground_of(TERRITORY, {code}), open_places(points)) for code in TERRITORY.departements
    ]

    assert whole.population == sum(part.population for part in parts)
    assert whole.within[0] == sum(part.within[0] for part in parts)
    assert whole.within[1] == sum(part.within[1] for part in parts)


def test_any_radius_can_be_asked_for() -> None:
    points, communes = scattered("87", 3), inhabited("87")
    found = cover(ground_of(TERRITORY, {"87"}), open_places(points), radii_km=(5, 50, 22.5))

    assert found.within == tuple(covered(communes, points, radius) for radius in (5, 50, 22.5))


def test_an_unknown_count_of_half_days_makes_the_sum_unknown() -> None:
    area = ground_of(TERRITORY, {"87"}).areas[0].code
    line = _of("87", _presence(area, 5), _presence(area, None)).lines[0]

    assert line.tally.half_days is None
    assert (line.tally.known_half_days, line.tally.untold) == (5, 1)


def test_known_half_days_and_stops_add_up() -> None:
    area = ground_of(TERRITORY, {"87"}).areas[0].code
    line = _of("87", _presence(area, 5), _presence(area, 2, stops=3)).lines[0]

    assert (line.tally.places, line.tally.half_days, line.tally.stops) == (2, 7, 3)


def test_an_area_is_blank_when_it_has_no_place_on_either_side_of_the_border() -> None:
    first, second, *others = [area.code for area in ground_of(TERRITORY, {"87"}).areas]
    found = _of("87", _presence(first), outside={second: 1})

    assert {line.area.code for line in found.blank_zones} == set(others)


def test_blank_zones_come_by_social_centre_then_by_people_not_covered() -> None:
    areas = [area.code for area in ground_of(TERRITORY, {"87"}).areas]
    served = frozenset(areas[:4])
    zones = _of("87", social_centres=served).blank_zones

    assert [zone.social_centre for zone in zones] == [False] * (len(areas) - 4) + [True] * 4
    for part in (zones[:-4], zones[-4:]):
        people = [zone.uncovered for zone in part]
        assert people == sorted(people, reverse=True)


def test_the_same_question_has_the_same_answer() -> None:
    ground, points = ground_of(TERRITORY, {"69"}), scattered("69", 20)

    assert cover(ground, open_places(points)) == cover(ground, open_places(points[::-1]))
