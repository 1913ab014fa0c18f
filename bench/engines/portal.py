"""The portal's own search index, as a worker holds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bench.communes import communes
from bench.model import Answer, BenchQuery
from bench.schedules import WeeklyCalendar
from search_index.documents import ListingDocument
from search_index.index import SearchIndex
from search_index.suggest import Suggester
from search_index.writer import IndexWriter


def open_writer(folder: Path) -> IndexWriter:
    """Return a writer of the index, with the calendar of the generated places."""
    return IndexWriter(folder, WeeklyCalendar(), datetime.now(UTC).date())


class PortalEngine:
    """One process's reader and its suggestions of communes; ``refresh`` precedes each search."""

    name = "portal"
    query_limit: int | None = None
    unsupported: frozenset[str] = frozenset()

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "index"

    def build(self, documents: Sequence[ListingDocument]) -> None:
        """Write the index, or open the one kept from an earlier run with today's hours."""
        kept = self.folder.exists()
        writer = open_writer(self.folder)
        if kept:
            writer.roll()
        else:
            writer.rebuild(documents, revision=1)
        self.open()

    def open(self) -> None:
        """Open an index that is there."""
        self._index = SearchIndex(self.folder, WeeklyCalendar())

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(
            [commune.name for commune in communes()],
            [commune.population for commune in communes()],
            [commune.postal_codes for commune in communes()],
        )

    def search(self, query: BenchQuery) -> Answer:
        """Answer as a request would: with the newest state of the index."""
        if query.typed:
            return Answer(0, suggestions=tuple(self._suggester.suggest(query.typed)))
        self._index.refresh()
        page = self._index.search(query.search)
        hits = page.hits
        return Answer(page.total, tuple(hits.site_ids), tuple(hits.distances_km), page.facets)
