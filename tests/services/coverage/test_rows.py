"""The table: zones blanches first, by rank; or by any column, what is unknown last."""

from __future__ import annotations

import pytest

from portal.domain.listing import ListingKind
from portal.domain.territory import Territory
from portal.services.coverage.drawing import class_of, drawing_of
from portal.services.coverage.rows import Row, Sorting, rows_of
from tests.services.coverage.world import BLOND, LIMOGES, publish, stop, survey_of

pytestmark = pytest.mark.usefixtures("empty_app")


def _rows(territory: Territory, sorting: Sorting, *, descending: bool = False) -> list[Row]:
    return rows_of(survey_of(territory).coverage, sorting, descending=descending)


def test_zones_blanches_come_first_by_the_priority_of_l15(territory: Territory) -> None:
    publish(stop(LIMOGES))
    publish(stop(BLOND), kind=ListingKind.CENTRE_SOCIAL)
    rows = _rows(territory, Sorting.PRIORITY)
    ranked = [row for row in rows if row.rank]

    assert rows[: len(ranked)] == ranked
    assert [row.rank for row in ranked] == list(range(1, len(ranked) + 1))
    assert [row.line.social_centre for row in ranked] == [False] * (len(ranked) - 1) + [True]
    people = [row.line.uncovered for row in ranked[:-1]]
    assert people == sorted(people, reverse=True)
    assert {row.rank for row in rows if row.line.tally.places} == {None}


@pytest.mark.parametrize("sorting", [s for s in Sorting if s is not Sorting.HALF_DAYS])
def test_every_column_sorts_both_ways(territory: Territory, sorting: Sorting) -> None:
    publish(stop(LIMOGES), stop(BLOND), itinerant=True)
    up, down = (_rows(territory, sorting, descending=way) for way in (False, True))

    assert len(up) == len(down) == 13
    assert {row.line.area.code for row in up} == {row.line.area.code for row in down}


def test_the_order_of_a_column_is_that_of_its_figures(territory: Territory) -> None:
    publish()
    people = [row.line.population for row in _rows(territory, Sorting.POPULATION)]
    names = [row.line.area.name for row in _rows(territory, Sorting.NAME)]

    assert people == sorted(people)
    assert names[0] == "Communauté de communes Briance-Combade"
    assert names[-1] == "Communauté urbaine Limoges Métropole"


@pytest.mark.parametrize("descending", [False, True])
def test_unknown_half_days_come_last_either_way(territory: Territory, descending: bool) -> None:
    publish(stop(LIMOGES, hours=None))
    rows = _rows(territory, Sorting.HALF_DAYS, descending=descending)

    assert rows[-1].line.tally.half_days is None
    assert all(row.line.tally.half_days is not None for row in rows[:-1])


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (None, None),
        (0, 0),
        (0.1999, 0),
        (0.2, 1),
        (0.4, 2),
        (0.6, 3),
        (0.7999, 3),
        (0.8, 4),
        (1, 4),
    ],
)
def test_a_share_has_the_same_colour_everywhere(share: float | None, expected: int | None) -> None:
    assert class_of(share) == expected


def test_the_map_draws_each_area_and_each_place_once(territory: Territory) -> None:
    publish(stop(LIMOGES), stop(BLOND, hours=None))
    found = survey_of(territory)
    drawing = drawing_of(found)

    assert [area["code"] for area in drawing["aires"]] == [
        row.line.area.code for row in rows_of(found.coverage)
    ]
    assert [place["ouvert"] for place in drawing["lieux"]] == [True, False]
    assert [place["itinerant"] for place in drawing["lieux"]] == [False, False]
    blank = [area for area in drawing["aires"] if area["zone_blanche"]]
    assert [area["rang"] for area in blank] == list(range(1, len(blank) + 1))
