"""Distances on the sphere, and boxes around a point, for engines that have neither."""

from __future__ import annotations

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
    latitude, longitude = radians(position.latitude), radians(position.longitude)
    flat = cos(latitude)
    return np.array([flat * cos(longitude), flat * sin(longitude), sin(latitude)])


def arc_km(chords: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the great-circle distances over straight lines between points of the unit sphere."""
    found: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chords / 2, 1))
    return found


def distances_km(position: Position, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the great-circle distances from a position to points (latitude, longitude)."""
    apart: npt.NDArray[np.float64] = unit_vectors(points) - unit_vector(position)
    return arc_km(np.sqrt(np.square(apart).sum(axis=1)))


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


def first_radius(wanted: int, matching: int, usual_km: float) -> float:
    """Return the radius to try first, given the one for 20 wanted among 50,000 that match."""
    return usual_km * sqrt(wanted / 20 * 50_000 / max(matching, 1))


def next_radius(radius: float, wanted: int, found: int) -> float:
    """Return a larger radius, given how many matches were found in a box of the last one."""
    return radius * min(4.0, max(1.5, sqrt(2 * wanted / max(found, 1))))


def chord(radius_km: float) -> float:
    """Return the straight line, on the unit sphere, under an arc of this length."""
    return 2 * sin(min(radius_km / EARTH_RADIUS_KM, pi) / 2)
