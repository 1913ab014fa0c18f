"""One state of the index, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from search_index.errors import StaleRow
from search_index.lookup import facts_of, listing_of, listings
from search_index.matching import expand
from search_index.query import SearchPage, SearchQuery
from search_index.search import run
from search_index.snapshot import Snapshot, split_row_number
from search_index.stored import Facts, StoredListing


class SearchView:
    """A state of the index that stays as it is while a request is answered."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def revision(self) -> int:
        """The caller's revision that the index stands at."""
        return self._snapshot.manifest.revision

    @property
    def built_at(self) -> datetime:
        """When the data was brought up to date last (aware, UTC)."""
        return self._snapshot.manifest.built_at

    @property
    def meta(self) -> Facts:
        """The JSON mapping that the caller gave to the writer; the same object until it changes."""
        return self._snapshot.manifest.meta

    def search(self, query: SearchQuery) -> SearchPage:
        """Answer a query."""
        return run(self._snapshot, query)

    def facts(self, row: int) -> tuple[Facts, Facts]:
        """Return the facts of the listing and of the site of a hit, given its ``row``.

        Raises StaleRow when the hit is of another state, IndexCorrupt when the record is damaged.
        """
        number, local = split_row_number(row)
        if number != self._snapshot.number:
            raise StaleRow("the index has changed since this hit was found")
        return facts_of(self._snapshot, local)

    def listing(self, slug: str) -> StoredListing | None:
        """Return the listing of this slug with the facts of its sites, or None.

        Raises IndexCorrupt when a record is damaged.
        """
        return listing_of(self._snapshot, slug)

    def listings(self) -> Iterator[tuple[int, str, str]]:
        """Yield the id, the slug and the digest of every listing, to compare with the database."""
        return listings(self._snapshot)

    def expand(self, word: str) -> list[tuple[str, str]]:
        """Return the terms that an analysed word stands for: (``stem`` or ``form``, term)."""
        return expand(self._snapshot, word)
