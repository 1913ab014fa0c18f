"""Putting loaded segments together as a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index.arrays import in_sorted
from search_index.bits import Flags
from search_index.facets import facet_table
from search_index.manifest import Manifest
from search_index.naming import name_ranks
from search_index.openings import SegmentOpenings
from search_index.snapshot import Part, Snapshot, row_numbers
from search_index.store import StoredSegment

Loaded = tuple[StoredSegment, SegmentOpenings]


def build_snapshot(manifest: Manifest, number: int, loaded: Sequence[Loaded]) -> Snapshot:
    """Return the snapshot of a manifest whose segments are loaded, in its order."""
    parts = _parts(manifest, loaded)
    alive = np.concatenate([_live_rows(part) for part in parts])
    positioned = _column(parts, "positioned") & alive
    vector = np.ascontiguousarray(_column(parts, "vector").T)
    vector[:, ~positioned] = np.nan
    site_id = _column(parts, "site_id")
    name_rank = name_ranks([part.stored.segment.rows for part in parts])
    remote = np.flatnonzero(alive & ~positioned)
    remote = remote[np.lexsort((site_id[remote], name_rank[remote]))]
    facets = facet_table([part.stored.segment.facets for part in parts])
    alive_count = int(np.count_nonzero(alive))
    return Snapshot(
        manifest=manifest,
        number=number,
        parts=tuple(parts),
        facets=facets,
        site_id=site_id,
        identity=np.stack([site_id, _column(parts, "listing_id"), row_numbers(number, len(alive))]),
        digest=_column(parts, "digest"),
        vector=vector,
        name_rank=name_rank,
        schedule=_schedules(parts),
        alive=alive,
        positioned=positioned,
        remote=remote,
        serving=facets.flags("departement", remote),
        alive_count=alive_count,
        positioned_count=int(np.count_nonzero(positioned)),
        has_dead=alive_count < sum(part.stored.segment.count for part in parts),
    )


def _parts(manifest: Manifest, loaded: Sequence[Loaded]) -> list[Part]:
    parts: list[Part] = []
    first = 0
    for entry, (stored, openings) in zip(manifest.segments, loaded, strict=True):
        rows = slice(first, first + stored.segment.size)
        parts.append(Part(stored, openings, rows, _live_listings(stored, entry.gone)))
        first = rows.stop
    return parts


def _live_listings(stored: StoredSegment, gone: Collection[int]) -> Flags:
    ids = stored.segment.listings.listing_id
    return ~in_sorted(ids, np.array(gone, dtype=np.int64))


def _live_rows(part: Part) -> Flags:
    """Return which rows belong to a live listing; the padding's listing, -1, is a dead one."""
    return np.append(part.live_listings, False)[part.stored.segment.rows.listing]


def _column(parts: Sequence[Part], name: str) -> NDArray[Any]:
    return np.concatenate([getattr(part.stored.segment.rows, name) for part in parts])


def _schedules(parts: Sequence[Part]) -> NDArray[np.int64]:
    """Return the schedule of each row, numbered over all segments."""
    columns: list[NDArray[np.int64]] = []
    first = 0
    for part in parts:
        columns.append(part.stored.segment.rows.schedule + np.int64(first))
        first += part.openings.count
    return np.concatenate(columns)
