"""Points of the Earth as unit vectors, and great-circle distances between them."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM: Final = 6371.0088
DOT_ERROR: Final = 4e-15
"""More than the rounding error of a dot product of two unit vectors in float64."""


def unit_vectors(latitudes: ArrayLike, longitudes: ArrayLike) -> NDArray[np.float64]:
    """Return points in degrees as unit vectors, float64 of shape (n, 3)."""
    phi = np.radians(np.asarray(latitudes, dtype=np.float64))
    theta = np.radians(np.asarray(longitudes, dtype=np.float64))
    ring = np.cos(phi)
    return np.stack([ring * np.cos(theta), ring * np.sin(theta), np.sin(phi)], axis=-1)


def unit_vector(latitude: float, longitude: float) -> NDArray[np.float64]:
    """Return one point in degrees as a unit vector, float64 of shape (3)."""
    phi, theta = radians(latitude), radians(longitude)
    ring = cos(phi)
    return np.array([ring * cos(theta), ring * sin(theta), sin(phi)])


def great_circle_km(
    vectors: NDArray[np.float64], origin: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the distances in kilometres of unit vectors (n, 3) to one of them (3).

    Kahan's formula: as exact for neighbours as for antipodes, and 0 for equal points.
    """
    apart, together = vectors - origin, vectors + origin
    half: NDArray[np.float64] = np.arctan2(
        np.sqrt(np.vecdot(apart, apart)), np.sqrt(np.vecdot(together, together))
    )
    return half * (2 * EARTH_RADIUS_KM)
