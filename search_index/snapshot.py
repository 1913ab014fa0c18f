"""The snapshot: one state of the index, immutable, as a reader holds it in memory.

Its rows are those of its segments, one after the other; columns are joined, postings and hours stay
by segment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search_index.bits import Bitmap, Flags, unpack
from search_index.facets import FacetTable
from search_index.lru import Lru
from search_index.manifest import Manifest
from search_index.openings import SegmentOpenings
from search_index.query import MinuteRange
from search_index.store import StoredSegment

_NUMBERING: Final = 1 << 32
_KEPT_MOMENTS: Final = 64
_KEPT_DEPARTEMENTS: Final = 256


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
    listing_id: NDArray[np.int64]
    digest: NDArray[np.uint64]
    vector: NDArray[np.float64]
    """Unit vectors of the live rows with a position, NaN in the others; shape (rows, 3)."""
    name_rank: NDArray[np.float64]
    schedule: NDArray[np.int64]
    """Number of each row's schedule; those of each segment follow those of the one before."""
    alive: Flags
    positioned: Flags
    """Alive and with a position."""
    alive_bits: Bitmap
    positioned_bits: Bitmap
    alive_count: int
    positioned_count: int
    has_dead: bool
    """Whether postings hold rows that are not alive."""
    _moments: Lru[frozenset[tuple[str, tuple[MinuteRange, ...]]], Flags] = field(
        default_factory=lambda: Lru(_KEPT_MOMENTS)
    )
    _remote: Lru[frozenset[str], NDArray[np.intp]] = field(
        default_factory=lambda: Lru(_KEPT_DEPARTEMENTS)
    )

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.alive)

    @property
    def first_row_number(self) -> int:
        """What is added to a row so that its hits are not taken for those of another snapshot."""
        return self.number * _NUMBERING

    def open_schedules(self, during: Mapping[str, tuple[MinuteRange, ...]]) -> Flags:
        """Return which schedules are open in one of the ranges of their zone."""
        return self._moments.get(
            frozenset(during.items()),
            lambda: np.concatenate([part.openings.open_schedules(during) for part in self.parts]),
        )

    def remote_rows(self, departements: frozenset[str]) -> NDArray[np.intp]:
        """Return the live rows without a position that serve a département, in name order."""
        return self._remote.get(departements, lambda: self._remote_rows(departements))

    def _remote_rows(self, departements: frozenset[str]) -> NDArray[np.intp]:
        serving = self.facets.holding("departement", departements)
        rows = np.flatnonzero(unpack(serving & self.alive_bits & ~self.positioned_bits))
        return rows[np.lexsort((self.site_id[rows], self.name_rank[rows]))]


def split_row_number(number: int) -> tuple[int, int]:
    """Return the snapshot's number and the row that the row of a hit stands for."""
    return divmod(number, _NUMBERING)
