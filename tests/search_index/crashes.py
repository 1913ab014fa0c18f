"""What the tests of several processes run: applying changes, one revision after the other."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from search_index.documents import ListingDocument
from search_index.index import SearchIndex
from search_index.query import SearchQuery
from search_index.writer import IndexWriter
from tests.search_index.places import TODAY, WeekCalendar, named

SIZE = 12


def documents(revision: int) -> list[ListingDocument]:
    """Return the listings that change at a revision: two of twelve, with its number as words."""
    ids = (revision % SIZE + 1, (revision + 5) % SIZE + 1)
    return [named(listing_id, f"revision {revision}") for listing_id in ids]


def expected(revision: int) -> set[tuple[int, str, str]]:
    """Return what the index lists at a revision."""
    state = {document.listing_id: document for document in starting_documents()}
    for number in range(1, revision + 1):
        state |= {document.listing_id: document for document in documents(number)}
    return {(x.listing_id, x.slug, x.digest) for x in state.values()}


def starting_documents() -> list[ListingDocument]:
    """Return the listings of revision 0."""
    return [named(listing_id, "revision 0") for listing_id in range(1, SIZE + 1)]


def apply_for_ever(folder: Path) -> None:
    """Apply each next revision, until killed."""
    first = SearchIndex(folder, WeekCalendar()).revision + 1
    writer = IndexWriter(folder, WeekCalendar(), TODAY)
    print("ready", flush=True)  # noqa: T201 - tells the test that the process is at work
    for revision in count(first):
        writer.apply(documents(revision), removed=[], revision=revision)


def rebuild_for_ever(folder: Path) -> None:
    """Rebuild the state of revision 0, until killed."""
    writer = IndexWriter(folder, WeekCalendar(), TODAY)
    print("ready", flush=True)  # noqa: T201
    while True:
        writer.rebuild(starting_documents(), revision=0)


def apply_own(folder: Path, first: int) -> None:
    """Apply twenty listings of one's own, one at a time."""
    writer = IndexWriter(folder, WeekCalendar(), TODAY, lock_seconds=60)
    for listing_id in range(first, first + 20):
        writer.apply([named(listing_id, "prison")], removed=[], revision=listing_id)


def found(folder: Path, words: str) -> set[int]:
    """Return the listings that match, as a process that starts now sees them."""
    page = SearchIndex(folder, WeekCalendar()).search(SearchQuery(words=words, limit=1000))
    return {hit.listing_id for hit in page.hits}


if __name__ == "__main__":
    task, path, *rest = sys.argv[1:]
    if task == "apply_own":
        apply_own(Path(path), int(rest[0]))
    else:
        {"apply": apply_for_ever, "rebuild": rebuild_for_ever}[task](Path(path))
