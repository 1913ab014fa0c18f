"""Reading the index: what every worker holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

from search_index.errors import IndexMissing, StaleRow
from search_index.loading import Loader
from search_index.lookup import facts_of, listing_of, listings
from search_index.manifest import MANIFEST_NAME
from search_index.matching import expand
from search_index.query import OpeningCalendar, SearchPage, SearchQuery
from search_index.search import run
from search_index.snapshot import Snapshot, split_row_number
from search_index.stored import Facts, StoredListing

__all__ = ["SearchIndex", "StoredListing"]

_OLDER_KEPT_SECONDS: Final = 10.0


class SearchIndex:
    """The index of a folder, as one process reads it; its threads may share it.

    Opening and ``refresh`` raise IndexMissing or IndexCorrupt. What was loaded goes on answering
    whatever happens to the files; only facts are read from disk, from files that stay open, and
    each is checked (IndexCorrupt).
    """

    def __init__(self, folder: Path, calendar: OpeningCalendar) -> None:
        self._manifest_path = folder / MANIFEST_NAME
        self._loader = Loader(folder, calendar)
        self._lock = Lock()
        self._older: list[tuple[float, Snapshot]] = []
        self._seen = self._look()
        self._snapshot = self._loader.load()

    def refresh(self) -> bool:
        """Adopt the newest state of the index, and tell whether it was new.

        A few microseconds when it is not: call it before every search.
        """
        seen = self._look()
        if seen == self._seen and not self._older:
            return False
        with self._lock:
            now = monotonic()
            self._older = [(until, old) for until, old in self._older if until > now]
            if seen == self._seen:
                return False
            newest = self._loader.load()
            self._older.append((now + _OLDER_KEPT_SECONDS, self._snapshot))
            self._snapshot, self._seen = newest, seen
        return True

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

        They are those of the state that the hit was found in, for ten seconds after a refresh
        replaced it; then StaleRow is raised.
        """
        number, local = split_row_number(row)
        for snapshot in (self._snapshot, *(old for _, old in self._older)):
            if snapshot.number == number:
                return facts_of(snapshot, local)
        raise StaleRow("the index has changed since this hit was found")

    def listing(self, slug: str) -> StoredListing | None:
        """Return the listing of this slug with the facts of its sites, or None."""
        return listing_of(self._snapshot, slug)

    def listings(self) -> Iterator[tuple[int, str, str]]:
        """Yield the id, the slug and the digest of every listing, to compare with the database."""
        return listings(self._snapshot)

    def expand(self, word: str) -> list[tuple[str, str]]:
        """Return the terms that an analysed word stands for: (``stem`` or ``form``, term)."""
        return expand(self._snapshot, word)

    def _look(self) -> tuple[int, int, int]:
        """Return what changes whenever the manifest is replaced."""
        try:
            found = self._manifest_path.stat()
        except FileNotFoundError as error:
            raise IndexMissing(f"no index in {self._manifest_path.parent}") from error
        return found.st_ino, found.st_mtime_ns, found.st_size
