"""A page of results is read as hits, or by column."""

from __future__ import annotations

import pytest

from search_index.hits import Hit, Hits
from search_index.index import SearchIndex
from search_index.query import Position, SearchQuery
from tests.search_index.conftest import Build
from tests.search_index.places import listing, site


@pytest.fixture
def hits(build: Build) -> Hits:
    index: SearchIndex = build(
        listing(1, site(1, latitude=47.0, longitude=2.0)),
        listing(2, site(2, latitude=48.0, longitude=2.0)),
        listing(3, site(3, latitude=None, longitude=None, facets={"departement": ("01",)})),
    )
    position = Position(47, 2)
    return index.search(SearchQuery(position=position, remote_departements=frozenset({"01"}))).hits


def test_hits_come_in_order_with_their_distances_then_those_without(hits: Hits) -> None:
    assert len(hits) == 3
    assert [(hit.site_id, hit.listing_id) for hit in hits] == [(1, 1), (2, 2), (3, 3)]
    assert [hit.distance_km for hit in hits] == [0.0, pytest.approx(111.2, abs=0.1), None]


def test_columns_say_the_same_as_hits(hits: Hits) -> None:
    assert hits.site_ids == [hit.site_id for hit in hits]
    assert [*hits.distances_km, None] == [hit.distance_km for hit in hits]


def test_a_hit_or_some_are_taken_by_their_place(hits: Hits) -> None:
    first, *others = hits

    assert isinstance(first, Hit)
    assert hits[0] == first
    assert hits[1:] == tuple(others)


def test_two_pages_are_equal_when_their_hits_are(build: Build) -> None:
    index = build(listing(1, site(1)), listing(2, site(2)))

    assert index.search(SearchQuery()).hits == index.search(SearchQuery()).hits
    assert index.search(SearchQuery()).hits != index.search(SearchQuery(limit=1)).hits
