"""The snapshot: one state of the index, immutable, as a reader holds it in memory.

Its rows are those of its segments, one after the other; columns are joined, postings and hours stay
by segment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search_index.bits import Flags
from search_index.facets import FacetTable
from search_index.manifest import Manifest
from search_index.openings import SegmentOpenings
from search_index.query import MinuteRange
from search_index.ranking import Places
from search_index.store import StoredSegment

_NUMBERING: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class Part:
    """A segment within the snapshot: its rows there, and its listings that are still valid."""

    stored: StoredSegment
    openings: SegmentOpenings
    rows: slice
    live_listings: Flags


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a query reads. Columns have one value per row, padding and dead rows included."""

    manifest: Manifest
    number: int
    """Which snapshot it is of those that this process loaded; the rows of its hits carry it."""
    parts: tuple[Part, ...]
    facets: FacetTable
    site_id: NDArray[np.int64]
    identity: NDArray[np.int64]
    """Site, listing and row as hits show them, shape (3, rows): together they are read faster."""
    digest: NDArray[np.uint64]
    vector: NDArray[np.float64]
    """Unit vectors of the live rows with a position, NaN in the others; shape (3, rows)."""
    name_rank: NDArray[np.float64]
    schedule: NDArray[np.int64]
    """Number of each row's schedule; those of each segment follow those of the one before."""
    alive: Flags
    positioned: Flags
    """Alive and with a position."""
    remote: Places
    """The live rows without a position, in name order."""
    serving: Mapping[str, Flags]
    """Which of the remote rows serve each département."""
    alive_count: int
    positioned_count: int
    has_dead: bool
    """Whether postings hold rows that are not alive."""

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.alive)

    def open_schedules(self, during: Mapping[str, tuple[MinuteRange, ...]]) -> Flags:
        """Return which schedules are open in one of the ranges of their zone."""
        found = [part.openings.open_schedules(during) for part in self.parts]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def remote_rows(self, departements: frozenset[str]) -> Places:
        """Return the live rows without a position that serve a département, in name order."""
        found = [self.serving[slug] for slug in departements if slug in self.serving]
        if not found:
            return self.remote[:0]
        return self.remote[found[0] if len(found) == 1 else np.logical_or.reduce(found)]


def row_numbers(number: int, count: int) -> NDArray[np.int64]:
    """Return how hits show the rows of the snapshot of this number: no other's are the same."""
    return np.arange(count, dtype=np.int64) + number * _NUMBERING


def split_row_number(number: int) -> tuple[int, int]:
    """Return the snapshot's number and the row that the row of a hit stands for."""
    return divmod(number, _NUMBERING)
