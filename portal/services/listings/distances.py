"""The distance of two points, without the arrays that the search index needs for thousands."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from search_index.geo import EARTH_RADIUS_KM

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""


def km_between(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points (haversine: exact for neighbours)."""
    phi, theta = radians(one[0]), radians(other[0])
    across = sin(radians(other[1] - one[1]) / 2) ** 2
    height = sin((theta - phi) / 2) ** 2 + cos(phi) * cos(theta) * across
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(height, 1.0)))
