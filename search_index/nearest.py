"""The nearest rows to a point, exactly."""

from __future__ import annotations

from math import cos, pi
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search_index.bits import Flags
from search_index.geo import DOT_ERROR, EARTH_RADIUS_KM, great_circle_km
from search_index.ranking import first_candidates, ordered
from search_index.snapshot import Snapshot

Vector = NDArray[np.float64]
_DENSE: Final = 4
"""From one row in so many, it is quicker to compute all rows than to gather those kept."""


def nearest(
    snapshot: Snapshot, kept: Flags, total: int, origin: Vector, count: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the ``count`` nearest of the ``total`` rows kept and their distances in kilometres.

    Dot products choose candidates, with a margin for their rounding; the order is that of the
    great-circle distances in float64, ties by site id.
    """
    count = min(count, total)
    if total * _DENSE > snapshot.size:
        keys = snapshot.vector @ -origin
        keys[~kept] = np.inf
        rows = first_candidates(keys, count, DOT_ERROR)
        rows = rows[kept[rows]]
    else:
        rows = np.flatnonzero(kept)
        keys = snapshot.vector.take(rows, axis=0) @ -origin
        rows = rows[first_candidates(keys, count, DOT_ERROR)]
    distances = great_circle_km(snapshot.vector.take(rows, axis=0), origin)
    order = ordered(distances, snapshot.site_id[rows], count)
    return rows[order], distances[order]


def within(snapshot: Snapshot, kept: Flags, origin: Vector, radius_km: float) -> Flags:
    """Return those of the rows kept that are at most ``radius_km`` away."""
    if radius_km >= pi * EARTH_RADIUS_KM:
        return kept
    rows = np.flatnonzero(kept)
    vectors = snapshot.vector.take(rows, axis=0)
    above = vectors @ origin - cos(max(radius_km, 0) / EARTH_RADIUS_KM)
    near = above > DOT_ERROR
    edge = np.flatnonzero(np.abs(above) <= DOT_ERROR)
    near[edge] = great_circle_km(vectors[edge], origin) <= radius_km
    found = np.zeros_like(kept)
    found[rows[near]] = True
    return found
