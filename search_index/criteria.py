"""What a query asks of a row, whatever the order of the results."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_index.bits import Bitmap, Flags, unpack
from search_index.query import SearchQuery
from search_index.ranking import Places
from search_index.snapshot import Snapshot


@dataclass(slots=True)
class Criteria:
    """What must hold of a row; None where nothing is asked."""

    kept: Flags | None
    """By row: what filters and words keep."""
    opened: Flags | None
    """By schedule."""
    schedule: NDArray[np.int64]
    """The schedule of each row."""

    @property
    def is_empty(self) -> bool:
        """Whether every row fulfils them."""
        return self.kept is None and self.opened is None

    def all_of(self, rows: Flags) -> Places:
        """Return the flagged rows that fulfil them, in order."""
        return self._open((rows if self.kept is None else rows & self.kept).nonzero()[0])

    def those_of(self, rows: Places) -> Places:
        """Return those of a few rows that fulfil them."""
        return self._open(rows if self.kept is None else rows[self.kept[rows]])

    def _open(self, rows: Places) -> Places:
        return rows if self.opened is None else rows[self.opened[self.schedule[rows]]]


def criteria(snapshot: Snapshot, query: SearchQuery, matched: Flags | None) -> Criteria:
    """Return what a query asks, given the rows that match its words."""
    kept = matched
    if query.filters:
        filtered = unpack(_holding(snapshot, query))
        kept = filtered if matched is None else filtered & matched
    opened = None if query.open_during is None else snapshot.open_schedules(query.open_during)
    return Criteria(kept, opened, snapshot.schedule)


def _holding(snapshot: Snapshot, query: SearchQuery) -> Bitmap:
    """Return the rows that all the filters keep."""
    first, *others = (snapshot.facets.holding(*asked) for asked in query.filters.items())
    for holding in others:
        first = first & holding
    return first
