"""What a query asks of a row, whatever the order of the results."""

from __future__ import annotations

from dataclasses import dataclass

from search_index.bits import Bitmap, Flags, unpack
from search_index.query import SearchQuery
from search_index.ranking import Places
from search_index.snapshot import Snapshot


@dataclass(slots=True)
class Criteria:
    """What must hold of a row; None where nothing is asked."""

    snapshot: Snapshot
    filtered: Bitmap | None
    matched: Flags | None
    opened: Flags | None
    """By schedule, not by row."""

    @property
    def is_empty(self) -> bool:
        """Whether every row fulfils them."""
        return self.filtered is None and self.matched is None and self.opened is None

    def all_of(self, rows: Bitmap) -> Places:
        """Return the rows of a bitmap that fulfil them, in order."""
        flags = unpack(rows if self.filtered is None else rows & self.filtered)
        if self.matched is not None:
            flags &= self.matched
        return self._open(flags.nonzero()[0])

    def those_of(self, rows: Places) -> Places:
        """Return those of a few rows that fulfil them."""
        if self.filtered is not None:
            rows = rows[unpack(self.filtered)[rows]]
        if self.matched is not None:
            rows = rows[self.matched[rows]]
        return self._open(rows)

    def _open(self, rows: Places) -> Places:
        return rows if self.opened is None else rows[self.opened[self.snapshot.schedule[rows]]]


def criteria(snapshot: Snapshot, query: SearchQuery, matched: Flags | None) -> Criteria:
    """Return what a query asks, given the rows that match its words."""
    filtered: Bitmap | None = None
    for dimension, slugs in query.filters.items():
        holding = snapshot.facets.holding(dimension, slugs)
        filtered = holding if filtered is None else filtered & holding
    opened = None if query.open_during is None else snapshot.open_schedules(query.open_during)
    return Criteria(snapshot, filtered, matched, opened)
