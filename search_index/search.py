"""Answering a query from a snapshot."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from search_index.analysis import query_words
from search_index.bits import Bitmap, Flags, pack, unpack
from search_index.geo import unit_vectors
from search_index.matching import matching, scores
from search_index.nearest import nearest, within
from search_index.query import Hit, Position, SearchPage, SearchQuery
from search_index.ranking import first_candidates, ordered
from search_index.snapshot import Snapshot, version_of

RowNumbers = NDArray[np.intp]


def run(snapshot: Snapshot, query: SearchQuery) -> SearchPage:
    """Answer a query."""
    words = query_words(query.words)
    if query.position is not None:
        return _by_distance(snapshot, query, query.position, words)
    bits = _filtered(snapshot, query)
    if not words:
        return _by_rank(snapshot, query, unpack(bits), snapshot.name_rank)
    found = scores(snapshot, words)
    return _by_rank(snapshot, query, unpack(bits) & (found > 0), -found)


def _by_rank(
    snapshot: Snapshot, query: SearchQuery, kept: Flags, keys: NDArray[np.float64]
) -> SearchPage:
    rows = np.flatnonzero(kept)
    first = _smallest(snapshot, rows, keys[rows], query.offset + query.limit)
    hits = _hits(snapshot, first[query.offset :], ())
    return SearchPage(len(rows), hits, snapshot.facets.counts(query.facets, pack(kept)))


def _by_distance(
    snapshot: Snapshot, query: SearchQuery, position: Position, words: tuple[str, ...]
) -> SearchPage:
    origin = unit_vectors(position.latitude, position.longitude)
    kept = unpack(_filtered(snapshot, query) & _reachable(snapshot, query))
    if words:
        kept = kept & matching(snapshot, words)
    if query.radius_km is not None:
        kept = within(snapshot, kept, origin, query.radius_km)
    bits = pack(kept)
    near_bits = bits & snapshot.positioned_bits
    near_total, total = _count(near_bits), _count(bits)
    end = query.offset + query.limit
    near = kept if near_total == total else unpack(near_bits)
    rows, distances = nearest(snapshot, near, near_total, origin, end)
    if end > near_total and total > near_total:
        far = np.flatnonzero(unpack(bits & ~snapshot.positioned_bits))
        rest = _smallest(snapshot, far, snapshot.name_rank[far], end - near_total)
        rows = np.concatenate([rows, rest])
    hits = _hits(snapshot, rows[query.offset :], distances[query.offset :].tolist())
    return SearchPage(total, hits, snapshot.facets.counts(query.facets, bits))


def _filtered(snapshot: Snapshot, query: SearchQuery) -> Bitmap:
    """Return the live rows that pass the filters and are open when asked."""
    bits = snapshot.alive_bits
    for dimension, slugs in query.filters.items():
        bits = bits & snapshot.facets.holding(dimension, slugs)
    if query.open_during is not None:
        bits = bits & snapshot.open_bits(query.open_during)
    return bits


def _reachable(snapshot: Snapshot, query: SearchQuery) -> Bitmap:
    """Return the rows with a position, and those that serve the départements asked from afar."""
    if not query.remote_departements or query.radius_km is not None:
        return snapshot.positioned_bits
    return snapshot.positioned_bits | snapshot.facets.holding(
        "departement", query.remote_departements
    )


def _smallest(
    snapshot: Snapshot, rows: RowNumbers, keys: NDArray[np.float64], count: int
) -> RowNumbers:
    """Return the rows of the ``count`` smallest keys, in order, ties by site id."""
    candidates = first_candidates(keys, count)
    rows = rows[candidates]
    return rows[ordered(keys[candidates], snapshot.site_id[rows], count)]


def _count(bits: Bitmap) -> int:
    return int(np.bitwise_count(bits).sum())


def _hits(snapshot: Snapshot, rows: RowNumbers, distances: Iterable[float]) -> tuple[Hit, ...]:
    """Return the hits of rows, of which the first have distances."""
    known: list[float | None] = [*distances]
    known += [None] * (len(rows) - len(known))
    columns = zip(
        snapshot.site_id[rows].tolist(),
        snapshot.listing_id[rows].tolist(),
        snapshot.digest[rows].tolist(),
        known,
        (rows + snapshot.first_row_number).tolist(),
        strict=True,
    )
    return tuple(
        Hit(site, listing, version_of(digest), distance, row)
        for site, listing, digest, distance, row in columns
    )
