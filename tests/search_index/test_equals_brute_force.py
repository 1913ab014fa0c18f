"""Whatever is asked, the index answers as a loop over all documents would."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from search_index.index import SearchIndex
from search_index.query import Position, SearchQuery
from search_index.text import fold
from search_index.writer import IndexWriter
from tests.search_index.places import TODAY, ZONES, WeekCalendar, minute, random_listings
from tests.search_index.reference import all_places, distance_km, facet_counts, matches

LISTINGS = random_listings(7, range(1, 401))
PLACES = all_places(LISTINGS)
SITES = {site.site_id: site for _, site in PLACES}
SORT_KEYS = {site.site_id: (fold(listing.sort_name), site.site_id) for listing, site in PLACES}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Make an index of random places, half of them applied as changes in several goes."""
    folder: Path = tmp_path_factory.mktemp("index")
    writer = IndexWriter(folder, WeekCalendar(), TODAY)
    outdated = random_listings(8, range(101, 301))
    writer.rebuild([*LISTINGS[:200], *outdated[100:]], revision=1)
    writer.apply(outdated[:50], removed=range(100, 105), revision=2)
    for first in range(100, 400, 60):
        writer.apply(LISTINGS[first : first + 60], removed=(), revision=3 + first)
    writer.apply(LISTINGS[99:104], removed=(), revision=1000)
    return SearchIndex(folder, WeekCalendar())


def random_query(random: Random) -> SearchQuery:
    day = TODAY.replace(day=random.randint(1, 28), month=random.randint(10, 12))
    begin = minute(day, random.randint(0, 23), random.randint(0, 59))
    span = random.choice((1, 30, 3000, 30_000))
    return SearchQuery(
        words=random.choice(("", "", "maison", "parents écoles", "méd", "prisons média")),
        position=random.choice((None, Position(random.uniform(41, 51), random.uniform(-5, 9)))),
        radius_km=random.choice((None, None, 150.0)),
        remote_departements=frozenset(
            random.sample(("01", "2a", "france"), k=random.randint(0, 2))
        ),
        filters=random.choice(
            (
                {},
                {"type": frozenset({"laep", "pmi"})},
                {"type": frozenset({"laep"}), "theme": frozenset({"handicap", "naissance"})},
                {"theme": frozenset({"unknown"})},
            )
        ),
        open_during=random.choice((None, dict.fromkeys(ZONES, ((begin, begin + span),)))),
        limit=1000,
    )


@pytest.mark.parametrize("seed", range(300))
def test_a_random_query_finds_and_counts_the_same(index: SearchIndex, seed: int) -> None:
    query = random_query(Random(seed))

    page = index.search(query)

    expected = matches(query, PLACES)
    assert {hit.site_id for hit in page.hits} == expected
    assert page.total == len(expected)
    for dimension in query.facets:
        assert page.facets[dimension] == facet_counts(dimension, expected, PLACES)


@pytest.mark.parametrize("seed", range(40))
def test_results_come_by_distance_then_remote_ones_by_name(index: SearchIndex, seed: int) -> None:
    random = Random(seed)
    position = Position(random.uniform(41, 51), random.uniform(-5, 9))
    query = SearchQuery(position=position, remote_departements=frozenset({"01"}), limit=1000)

    hits = index.search(query).hits

    near = [hit for hit in hits if hit.distance_km is not None]
    remote = [hit.site_id for hit in hits[len(near) :]]
    order = sorted(
        (round(distance_km(position, site), 6), site_id)
        for site_id, site in SITES.items()
        if site.latitude is not None
    )
    assert [hit.site_id for hit in near] == [site_id for _, site_id in order]
    assert [hit.distance_km for hit in near] == pytest.approx([km for km, _ in order], abs=2e-6)
    assert remote == sorted(remote, key=SORT_KEYS.__getitem__)


def test_without_position_or_words_results_come_by_name(index: SearchIndex) -> None:
    found = [hit.site_id for hit in index.search(SearchQuery(limit=2000)).hits]

    assert found == sorted(SITES, key=SORT_KEYS.__getitem__)


@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_follow_each_other_without_gap_or_repetition(index: SearchIndex, size: int) -> None:
    query = {"position": Position(47, 2), "remote_departements": frozenset({"01", "02"})}
    whole = index.search(SearchQuery(**query, limit=2000)).hits  # type: ignore[arg-type]

    pages = [
        index.search(SearchQuery(**query, offset=offset, limit=size)).hits  # type: ignore[arg-type]
        for offset in range(0, len(whole) + size, size)
    ]

    assert [hit for page in pages for hit in page] == list(whole)


def test_the_index_lists_exactly_what_it_was_given(index: SearchIndex) -> None:
    listed = set(index.listings())

    assert listed == {(x.listing_id, x.slug, x.digest) for x in LISTINGS}


def test_facts_are_those_of_the_hit(index: SearchIndex) -> None:
    for hit in index.search(SearchQuery(limit=1000)).hits:
        assert index.facts(hit.row) == ({"listing": hit.listing_id}, {"site": hit.site_id})
