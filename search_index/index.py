"""Reading the index: what every worker holds."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock

from search_index.errors import IndexMissing
from search_index.loading import Loader
from search_index.manifest import MANIFEST_NAME
from search_index.query import OpeningCalendar
from search_index.stored import StoredListing
from search_index.view import SearchView

__all__ = ["SearchIndex", "SearchView", "StoredListing"]


class SearchIndex(SearchView):
    """The index of a folder, as one process reads it; its threads may share it.

    It answers as a ``SearchView`` of the state adopted last. Opening and ``refresh`` raise
    IndexMissing or IndexCorrupt. What was loaded goes on answering whatever happens to the files;
    only facts are read from disk, from files that stay open.
    """

    def __init__(self, folder: Path, calendar: OpeningCalendar) -> None:
        self._manifest_path = str(folder / MANIFEST_NAME)
        self._loader = Loader(folder, calendar)
        self._lock = Lock()
        self._seen = self._look()
        super().__init__(self._loader.load(None))

    def refresh(self) -> bool:
        """Adopt the newest state of the index, and tell whether it was new.

        A few microseconds when it is not: call it before every search. Rows of earlier hits are
        stale afterwards: answer a whole request from one ``snapshot``.
        """
        if self._look() == self._seen:
            return False
        with self._lock:
            seen = self._look()
            if seen == self._seen:
                return False
            self._snapshot = self._loader.load(self._snapshot)
            self._seen = seen
        return True

    @property
    def snapshot(self) -> SearchView:
        """The present state, which a later refresh does not change."""
        return SearchView(self._snapshot)

    def _look(self) -> tuple[int, int, int]:
        """Return what changes whenever the manifest is replaced."""
        try:
            found = os.stat(self._manifest_path)  # noqa: PTH116 - half the time of Path.stat
        except FileNotFoundError as error:
            raise IndexMissing(f"no {self._manifest_path}") from error
        return found.st_ino, found.st_mtime_ns, found.st_size
