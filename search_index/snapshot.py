"""The snapshot: one state of the index, immutable, as a reader holds it in memory.

Its rows are those of its segments, one after the other; columns are joined, postings and hours stay
by segment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from search_index.bits import Bitmap, Flags, pack
from search_index.facets import FacetTable, facet_table
from search_index.lru import Lru
from search_index.manifest import Manifest
from search_index.naming import name_ranks
from search_index.openings import SegmentOpenings
from search_index.query import MinuteRange
from search_index.store import StoredSegment

_KEPT_MASKS: Final = 64
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
    size: int
    site_id: NDArray[np.int64]
    listing_id: NDArray[np.int64]
    digest: NDArray[np.uint64]
    vector: NDArray[np.float64]
    name_rank: NDArray[np.float64]
    alive: Flags
    positioned: Flags
    alive_bits: Bitmap
    positioned_bits: Bitmap
    facets: FacetTable
    masks: Lru[frozenset[tuple[str, tuple[MinuteRange, ...]]], Bitmap]
    """Rows open during the ranges asked last."""

    @property
    def first_row_number(self) -> int:
        """What is added to a row so that its hits are not taken for those of another snapshot."""
        return self.number * _NUMBERING

    def open_bits(self, during: Mapping[str, tuple[MinuteRange, ...]]) -> Bitmap:
        """Return the rows that are open in one of the ranges of their zone."""
        return self.masks.get(frozenset(during.items()), lambda: self._open_bits(during))

    def _open_bits(self, during: Mapping[str, tuple[MinuteRange, ...]]) -> Bitmap:
        return np.concatenate([pack(part.openings.open_rows(during)) for part in self.parts])


def version_of(digest: int) -> str:
    """Return a document's digest as ``ListingDocument.digest`` shows it."""
    return f"{digest:016x}"


def split_row_number(number: int) -> tuple[int, int]:
    """Return the snapshot's number and the row that the row of a hit stands for."""
    return divmod(number, _NUMBERING)


def build_snapshot(
    manifest: Manifest, number: int, loaded: Sequence[tuple[StoredSegment, SegmentOpenings]]
) -> Snapshot:
    """Return the snapshot of a manifest whose segments are loaded."""
    parts: list[Part] = []
    first = 0
    for entry, (stored, openings) in zip(manifest.segments, loaded, strict=True):
        rows = slice(first, first + stored.segment.size)
        parts.append(Part(stored, openings, rows, _live_listings(stored, entry.gone)))
        first = rows.stop
    alive = np.concatenate([_live_rows(part) for part in parts])
    positioned = _column(parts, "positioned") & alive
    return Snapshot(
        manifest=manifest,
        number=number,
        parts=tuple(parts),
        size=first,
        site_id=_column(parts, "site_id"),
        listing_id=_column(parts, "listing_id"),
        digest=_column(parts, "digest"),
        vector=_column(parts, "vector"),
        name_rank=name_ranks([part.stored.segment.rows for part in parts]),
        alive=alive,
        positioned=positioned,
        alive_bits=pack(alive),
        positioned_bits=pack(positioned),
        facets=facet_table([part.stored.segment.facets for part in parts]),
        masks=Lru(_KEPT_MASKS),
    )


def _live_listings(stored: StoredSegment, gone: Collection[int]) -> Flags:
    ids = stored.segment.listings.listing_id
    return ~np.isin(ids, np.array(gone, dtype=np.int64))


def _live_rows(part: Part) -> Flags:
    """Return which rows belong to a live listing; the padding's listing, -1, is a dead one."""
    return np.append(part.live_listings, False)[part.stored.segment.rows.listing]


def _column(parts: Sequence[Part], name: str) -> NDArray[Any]:
    return np.concatenate([getattr(part.stored.segment.rows, name) for part in parts])
