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


def squared_chords(
    vectors: NDArray[np.float64], origin: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the squares of the straight lines from unit vectors (3, n) to one of them (3).

    They grow with the distance, are as exact for neighbours as the vectors, and 0 for equal points.
    """
    apart = vectors - origin[:, None]
    chords: NDArray[np.float64] = np.square(apart).sum(axis=0)
    return chords


def arcs_km(chords: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the great-circle distances in kilometres over squared chords.

    They are exact but for some centimetres at the antipodes.
    """
    halves: NDArray[np.float64] = np.sqrt(chords)
    halves *= 0.5
    return np.arcsin(np.minimum(halves, 1.0)) * (2 * EARTH_RADIUS_KM)


def great_circle_km(
    vectors: NDArray[np.float64], origin: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the distances in kilometres of unit vectors (n, 3) to one of them (3)."""
    return arcs_km(squared_chords(vectors.T, origin))
