"""Distances on the sphere, and boxes around a point, for engines that have neither."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, degrees, pi, radians, sin, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_index.query import Position

EARTH_RADIUS_KM = 6371.0088


class Box(NamedTuple):
    """Limits in degrees that hold every point within a distance."""

    south: float
    north: float
    west: float
    east: float


def unit_vectors(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the points (latitude, longitude in degrees, by row) on the unit sphere."""
    latitude, longitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    flat = np.cos(latitude)
    return np.column_stack((flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)))


def unit_vector(position: Position) -> npt.NDArray[np.float64]:
    """Return one position on the unit sphere."""
    vector: npt.NDArray[np.float64] = unit_vectors(
        np.array([[position.latitude, position.longitude]])
    )[0]
    return vector


def distances_km(position: Position, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the great-circle distances from a position to points (latitude, longitude)."""
    chords = np.linalg.norm(unit_vectors(points) - unit_vector(position), axis=1)
    found: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chords / 2, 0, 1))
    return found


def box_around(position: Position, radius_km: float) -> Box | None:
    """Return the box that holds the circle, or None where one would cross a pole or 180°."""
    margin = degrees(radius_km / EARTH_RADIUS_KM)
    widest = abs(position.latitude) + margin
    if widest >= 89:
        return None
    sideways = margin / cos(radians(widest))
    box = Box(
        position.latitude - margin,
        position.latitude + margin,
        position.longitude - sideways,
        position.longitude + sideways,
    )
    return box if box.west > -180 and box.east < 180 else None


def growing_radii(wanted: int, matching: int) -> Iterator[float]:
    """Return radii to try in turn: first what should hold the wanted share of a dense country."""
    radius = 3.0 * sqrt(wanted / 20 * 50_000 / max(matching, 1))
    while True:
        yield radius
        radius *= 2


def chord(radius_km: float) -> float:
    """Return the straight line, on the unit sphere, under an arc of this length."""
    return 2 * sin(min(radius_km / EARTH_RADIUS_KM, pi) / 2)
