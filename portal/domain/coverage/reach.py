"""Who is within reach of what: great-circle distances between many points and many others.

Points are unit vectors (float64). They are taken in blocks of neighbours, and each block is held
against the targets near it only: the whole country then takes little more than its own pairs.

A distance counts as within a radius up to one millimetre beyond it: coordinates say no more than a
metre, and both ends of a rounding must answer alike.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from portal.domain.territory.columns import Floats

EARTH_RADIUS_KM = 6371.0088
MARGIN_KM = 1e-6
_CELL = 0.005
"""The side of a block, about 32 km, in radii of the Earth."""

Rows = npt.NDArray[np.intp]


def cosine_of(radius_km: float) -> float:
    """Return the least dot product of two unit vectors that are within the radius."""
    return _cosine((radius_km + MARGIN_KM) / EARTH_RADIUS_KM)


def _cosine(angle: float) -> float:
    """Return the cosine of an angle, or less than any where it goes round half the Earth."""
    return float(np.cos(angle)) if angle < np.pi else -2.0


def nearest_km(points: Floats, targets: Floats, horizon_km: float) -> Floats:
    """Return the distance from each point to its nearest target; infinity beyond the horizon.

    ``points`` has the shape (n, 3), ``targets`` (m, 3), the answer (n,).
    """
    cosines = np.full(len(points), -np.inf)
    for block, near in neighbourhoods(points, targets, horizon_km):
        cosines[block] = (points[block] @ targets[near].T).max(axis=1)
    half_chords = np.sqrt(np.clip((1 - cosines) / 2, 0, 1))
    distances = 2 * EARTH_RADIUS_KM * np.arcsin(half_chords)
    return np.where(cosines >= cosine_of(horizon_km), distances, np.inf)


def weight_within(points: Floats, targets: Floats, weights: Floats, radius_km: float) -> Floats:
    """Return, for each point, the weight of the targets within the radius.

    ``points`` has the shape (n, 3), ``targets`` (m, 3), ``weights`` float64 (m,), the answer
    float64 (n,). Sums of whole numbers below 2 to the power 53 are exact.
    """
    least = cosine_of(radius_km)
    found = np.zeros(len(points))
    for block, near in neighbourhoods(points, targets, radius_km):
        within = points[block] @ targets[near].T >= least
        found[block] = within.astype(np.float64) @ weights[near]
    return found


def neighbourhoods(
    points: Floats, targets: Floats, radius_km: float
) -> Iterator[tuple[Rows, Rows]]:
    """Yield blocks of points with the targets that may be within the radius of one of them.

    Both are row numbers. Blocks without any such target are left out.
    """
    if not len(targets):
        return
    for block in _blocks(points):
        centre = points[block].mean(axis=0)
        centre /= np.linalg.norm(centre)
        widest = np.arccos(np.clip((points[block] @ centre).min(), -1, 1))
        # A micro-radian, six metres, is far more than what rounding can take away.
        angle = float(widest) + (radius_km + MARGIN_KM) / EARTH_RADIUS_KM + 1e-6
        near = np.flatnonzero(targets @ centre >= _cosine(angle))
        if len(near):
            yield block, near


def _blocks(points: Floats) -> Iterator[Rows]:
    """Yield the rows of the points of each cube of a grid."""
    cells = np.floor(points / _CELL).astype(np.int64) @ np.array([1, 1 << 10, 1 << 20])
    order = np.argsort(cells, kind="stable")
    starts = np.flatnonzero(np.diff(cells[order])) + 1
    yield from (block for block in np.split(order, starts) if len(block))
