"""The nearest rows to a point, exactly."""

from __future__ import annotations

from math import cos, pi
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search_index.geo import DOT_ERROR, EARTH_RADIUS_KM, arcs_km, great_circle_km, squared_chords
from search_index.ranking import Places, window
from search_index.snapshot import Snapshot

Vector = NDArray[np.float64]
_DENSE: Final = 4
"""From one row in so many, it is quicker to compute all rows than to gather those kept."""


def nearest(
    snapshot: Snapshot, rows: Places | None, origin: Vector, first: int, last: int
) -> tuple[Places, list[float]]:
    """Return the rows of ranks first to last - 1 by distance, and their distances in kilometres.

    ``rows`` are the rows to choose from, None for all that have a position; there are ``last`` of
    them at least. Dot products choose candidates, with a margin for their rounding; the order is
    that of the squared chords in float64, ties by site id.
    """
    candidates, skipped = window(_nearness(snapshot, rows, -origin), first, last, DOT_ERROR)
    chosen = candidates if rows is None else rows[candidates]
    chords = squared_chords(snapshot.vector.take(chosen, axis=1), origin)
    order = np.lexsort((snapshot.site_id[chosen], chords))[first - skipped : last - skipped]
    return chosen[order], arcs_km(chords[order]).tolist()


def within(snapshot: Snapshot, rows: Places, origin: Vector, radius_km: float) -> Places:
    """Return those of the rows that are at most ``radius_km`` away."""
    if radius_km >= pi * EARTH_RADIUS_KM:
        return rows
    vectors = snapshot.vector.take(rows, axis=1)
    inside = origin @ vectors - cos(max(radius_km, 0.0) / EARTH_RADIUS_KM)
    near = inside > DOT_ERROR
    edge = np.flatnonzero(np.abs(inside) <= DOT_ERROR)
    near[edge] = great_circle_km(vectors[:, edge].T, origin) <= radius_km
    return rows[near]


def _nearness(snapshot: Snapshot, rows: Places | None, opposite: Vector) -> NDArray[np.float64]:
    """Return for each row a key that grows with the distance: the opposite of a cosine."""
    if rows is None:
        return opposite @ snapshot.vector
    if len(rows) * _DENSE > snapshot.size:
        return (opposite @ snapshot.vector)[rows]
    return opposite @ snapshot.vector.take(rows, axis=1)
