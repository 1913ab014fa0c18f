"""Writing and reading: what is applied is seen, and only that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from search_index.compaction import ALWAYS_JOINED
from search_index.documents import ListingDocument
from search_index.errors import IndexBusy, IndexMissing, StaleRow
from search_index.index import SearchIndex
from search_index.query import Position, SearchQuery
from search_index.verify import verify
from search_index.writer import IndexWriter
from tests.search_index.conftest import Build
from tests.search_index.places import TODAY, WeekCalendar, listing, named, random_listings, site


def found(index: SearchIndex, words: str = "") -> set[int]:
    """Return the ids of the listings found."""
    return {hit.listing_id for hit in index.search(SearchQuery(words=words, limit=10_000)).hits}


def test_a_folder_without_index_says_so(folder: Path, writer: IndexWriter) -> None:
    with pytest.raises(IndexMissing):
        SearchIndex(folder, WeekCalendar())
    with pytest.raises(IndexMissing):
        writer.apply([], removed=[1], revision=1)


def test_an_index_may_be_empty(build: Build, writer: IndexWriter) -> None:
    index = build()
    everywhere = SearchQuery(words="prison", position=Position(48, 2))

    assert index.search(SearchQuery()).total == 0
    assert index.search(everywhere).total == 0
    writer.apply([named(1, "prison")], removed=[], revision=2)
    index.refresh()
    assert index.search(everywhere).total == 1


def test_a_change_is_seen_after_refresh_and_not_before(build: Build, writer: IndexWriter) -> None:
    index = build(named(1, "maison"), named(2, "prison"))
    writer.apply([named(1, "prison"), named(3, "école")], removed=[2], revision=2)

    assert (index.revision, found(index, "prison")) == (1, {2})
    assert index.refresh()
    assert (index.revision, found(index, "prison"), found(index)) == (2, {1}, {1, 3})
    assert not index.refresh()


def test_a_snapshot_stays_as_it_is(build: Build, writer: IndexWriter) -> None:
    index = build(listing(1), listing(2))
    view = index.snapshot
    (hit, _) = view.search(SearchQuery()).hits
    writer.apply([listing(1, facts={"new": True})], removed=[2], revision=2)
    index.refresh()

    assert view.search(SearchQuery()).total == 2
    assert view.facts(hit.row) == ({"listing": 1}, {"site": 10})
    with pytest.raises(StaleRow):
        index.facts(hit.row)


def test_applying_the_same_changes_twice_changes_nothing(build: Build, writer: IndexWriter) -> None:
    index = build(*random_listings(1, range(1, 50)))
    changes = random_listings(2, range(30, 60))
    for _ in range(2):
        writer.apply(changes, removed=[1, 2, 99], revision=2)
        index.refresh()

        assert found(index) == set(range(3, 60))
        assert len(list(index.listings())) == 57


def test_the_last_of_several_documents_of_one_listing_counts(
    build: Build, writer: IndexWriter
) -> None:
    index = build()
    writer.apply([named(1, "maison"), named(1, "prison")], removed=[1], revision=2)
    index.refresh()

    assert (found(index, "maison"), found(index, "prison")) == (set(), {1})


def test_a_listing_that_was_removed_may_come_back(build: Build, writer: IndexWriter) -> None:
    index = build(listing(1), listing(2))
    writer.apply([], removed=[1], revision=2)
    writer.apply([listing(1)], removed=[], revision=3)
    index.refresh()

    assert found(index) == {1, 2}


def test_a_listing_is_found_by_its_slug_with_its_sites(build: Build, writer: IndexWriter) -> None:
    index = build(listing(1, site(11), site(12), slug="l-école"), listing(2))
    writer.apply([listing(2, site(21, facts={"new": True}))], removed=[], revision=2)
    index.refresh()
    first, second = index.listing("l-école"), index.listing("lieu-2")

    assert first is not None
    assert (first.listing_id, first.site_ids) == (1, (11, 12))
    assert (first.facts, first.sites) == ({"listing": 1}, ({"site": 11}, {"site": 12}))
    assert second is not None
    assert second.sites == ({"new": True},)
    assert index.listing("lieu-3") is None


def test_a_slug_may_pass_from_one_listing_to_another(build: Build, writer: IndexWriter) -> None:
    index = build(listing(1, slug="lieu"))
    writer.apply([listing(2, slug="lieu")], removed=[1], revision=2)
    index.refresh()
    moved = index.listing("lieu")

    assert moved is not None
    assert moved.listing_id == 2


def test_a_version_changes_with_the_document_and_only_then(
    build: Build, writer: IndexWriter
) -> None:
    index = build(listing(1), listing(2))
    before = {hit.listing_id: hit.version for hit in index.search(SearchQuery()).hits}
    writer.rebuild([listing(1), listing(2, facts={"new": True})], revision=2)
    index.refresh()
    after = {hit.listing_id: hit.version for hit in index.search(SearchQuery()).hits}

    assert before[1] == after[1] == listing(1).digest
    assert before[2] != after[2]


def test_meta_travels_with_the_index(folder: Path, writer: IndexWriter) -> None:
    writer.rebuild([listing(1)], revision=1, meta={"words": ["é"]})
    index = SearchIndex(folder, WeekCalendar())
    kept = index.meta
    writer.apply([listing(2)], removed=[], revision=2)
    index.refresh()

    assert kept == {"words": ["é"]}
    assert index.meta is kept
    writer.apply([], removed=[], revision=3, meta={"words": []})
    index.refresh()
    assert index.meta == {"words": []}


def test_the_date_of_the_data_moves_even_when_nothing_changed(
    build: Build, writer: IndexWriter
) -> None:
    index = build(listing(1))
    before = index.built_at
    writer.apply([], removed=[], revision=5)
    index.refresh()

    assert index.built_at > before
    assert index.revision == 5


def test_progress_is_told_to_the_end(writer: IndexWriter) -> None:
    told: list[int] = []
    writer.rebuild((listing(i) for i in range(1, 451)), revision=1, progress=told.append)

    assert told == [200, 400, 450]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(
    folder: Path, build: Build, writer: IndexWriter
) -> None:
    index = build(listing(1))
    with pytest.raises(ZeroDivisionError):
        writer.rebuild((listing(1 // i) for i in (1, 0)), revision=2)

    assert not index.refresh()
    writer.apply([listing(2)], removed=[], revision=2)
    index.refresh()
    assert found(index) == {1, 2}
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1


def test_many_edits_leave_few_segments_and_few_files(
    folder: Path, build: Build, writer: IndexWriter
) -> None:
    index = build(*random_listings(1, range(1, 400)))
    for number in range(60):
        writer.apply(random_listings(number, range(number, number + 5)), removed=[], revision=2)
    index.refresh()

    (generation,) = (path for path in folder.iterdir() if path.is_dir())
    assert len(index._snapshot.parts) == 2
    assert index._snapshot.parts[1].stored.segment.count <= 2 * ALWAYS_JOINED
    assert len([path for path in generation.iterdir() if path.is_file()]) == 6
    assert len(list((generation / "whoosh").glob("*.seg"))) < 20
    verify(folder)


def test_a_writer_waits_for_another_and_then_says_that_it_is_busy(
    folder: Path, build: Build, writer: IndexWriter
) -> None:
    build(listing(1))
    hurried = IndexWriter(folder, WeekCalendar(), TODAY, lock_seconds=0.05)

    def impatient_listings() -> Iterator[ListingDocument]:
        with pytest.raises(IndexBusy):
            hurried.apply([listing(3)], removed=[], revision=2)
        yield listing(2)

    writer.rebuild(impatient_listings(), revision=2)


def test_looking_for_a_newer_state_takes_microseconds(build: Build) -> None:
    index = build(listing(1))
    times: list[float] = []
    for _ in range(500):
        start = perf_counter()
        index.refresh()
        times.append(perf_counter() - start)

    assert min(times) < 20e-6
