"""The nearest places are exactly the nearest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from search_index.index import SearchIndex
from search_index.query import Position, SearchQuery
from search_index.writer import IndexWriter
from tests.search_index.conftest import Build
from tests.search_index.places import TODAY, WeekCalendar, listing, site

PLACES = 10_000
POINTS = np.random.default_rng(3).uniform((41, -5), (51, 9), (PLACES, 2))
RANDOM_POINTS = 2_000


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Make an index of many places without words, some on one spot, some overseas."""
    POINTS[100:400] = (48.85, 2.35)
    POINTS[400:500] = np.random.default_rng(4).uniform((-21.4, 55.2), (-20.9, 55.8), (100, 2))
    sites = [site(i, latitude=a, longitude=b) for i, (a, b) in enumerate(POINTS.tolist())]
    folder = tmp_path_factory.mktemp("crowded")
    listings = [listing(1 + first, *sites[first : first + 50]) for first in range(0, PLACES, 50)]
    IndexWriter(folder, WeekCalendar(), TODAY).rebuild(listings, revision=1)
    return SearchIndex(folder, WeekCalendar())


def brute_force(position: Position, count: int) -> list[tuple[float, int]]:
    a, b = np.radians(POINTS), np.radians((position.latitude, position.longitude))
    h = np.sin((a[:, 0] - b[0]) / 2) ** 2
    h += np.cos(a[:, 0]) * np.cos(b[0]) * np.sin((a[:, 1] - b[1]) / 2) ** 2
    km = 2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(h, 1)))
    return [(float(km[i]), int(i)) for i in np.lexsort((np.arange(len(km)), km))[:count]]


def assert_same_order(index: SearchIndex, position: Position, count: int) -> None:
    hits = index.search(SearchQuery(position=position, limit=count, facets=())).hits
    expected = brute_force(position, count)
    distances = [hit.distance_km for hit in hits]
    assert distances == pytest.approx([km for km, _ in expected], abs=1e-7, rel=1e-7)
    assert _sites_by_metre(distances, [hit.site_id for hit in hits]) == _sites_by_metre(
        distances, [site_id for _, site_id in expected]
    )


def _sites_by_metre(distances: Sequence[float | None], ids: Sequence[int]) -> list[set[int]]:
    """Group sites that are equally far, to the rounding of the formulas; the last may be cut."""
    groups: dict[int, set[int]] = {}
    for distance, site_id in zip(distances, ids, strict=True):
        groups.setdefault(round((distance or 0) * 1e5), set()).add(site_id)
    return list(groups.values())


def test_the_twenty_first_equal_a_great_circle_sort_on_2000_random_points(
    crowded: SearchIndex,
) -> None:
    random = np.random.default_rng(5)
    for latitude, longitude in random.uniform((40, -6), (52, 10), (RANDOM_POINTS, 2)).tolist():
        assert_same_order(crowded, Position(latitude, longitude), 20)


@pytest.mark.parametrize(
    "position",
    [(0, 0), (90, 0), (-90, 0), (0, 180), (0, -180), (-48.85, -177.65), (-21.1, 55.5), (64, -51)],
)
def test_distances_are_right_from_anywhere_on_earth(
    crowded: SearchIndex, position: tuple[float, float]
) -> None:
    hits = crowded.search(SearchQuery(position=Position(*position), limit=50)).hits

    expected = [km for km, _ in brute_force(Position(*position), 50)]
    assert [hit.distance_km for hit in hits] == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_places_on_one_spot_come_by_site_id_across_pages(crowded: SearchIndex) -> None:
    position = Position(48.85, 2.35)

    pages = [
        crowded.search(SearchQuery(position=position, offset=offset, limit=70)).hits
        for offset in range(0, 280, 70)
    ]

    found = [hit.site_id for page in pages for hit in page]
    assert found == list(range(100, 380))
    assert {hit.distance_km for page in pages for hit in page} == {0.0}


@pytest.mark.parametrize("offset", [19, 500, 5_000, PLACES - 10, PLACES, 10**9])
def test_deep_pages_continue_the_same_order(crowded: SearchIndex, offset: int) -> None:
    position = Position(46.2, 3.1)

    hits = crowded.search(SearchQuery(position=position, offset=offset, limit=20)).hits

    expected = brute_force(position, PLACES)[offset : offset + 20]
    assert [hit.site_id for hit in hits] == [site_id for _, site_id in expected]


def test_a_radius_keeps_what_lies_exactly_on_it(build: Build) -> None:
    index = build(listing(1, site(1, latitude=45.0, longitude=2.0)))
    position = Position(45.0, 3.0)
    (hit,) = index.search(SearchQuery(position=position)).hits
    assert hit.distance_km is not None

    on_it = index.search(SearchQuery(position=position, radius_km=hit.distance_km))
    inside = index.search(SearchQuery(position=position, radius_km=hit.distance_km - 1e-6))

    assert (on_it.total, inside.total) == (1, 0)


@pytest.mark.parametrize(("radius", "total"), [(0.0, 1), (-1.0, 0), (50_000.0, 2)])
def test_any_radius_is_understood(build: Build, radius: float, total: int) -> None:
    index = build(listing(1, site(1, latitude=45.0, longitude=2.0)), listing(2))

    page = index.search(SearchQuery(position=Position(45.0, 2.0), radius_km=radius))

    assert page.total == total
