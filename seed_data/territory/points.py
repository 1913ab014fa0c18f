"""Where a commune is: the point that stands for it, and by which rule it was chosen."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import shapely
from shapely import Geometry, Point

from seed_data.territory.source import SourceCommune

KM_PER_DEGREE = 111.195
NEAR_KM = 3.0
"""How far outside its commune's generalised outline a town hall is still believed."""


@dataclass(frozen=True, slots=True)
class ReferencePoint:
    """A point in degrees (WGS 84, 5 decimals) with the rule that gave it.

    ``precision`` is ``mairie`` (the town hall), ``contour`` (a point inside the largest part of the
    outline) or ``voisines`` (the mean of the communes that share the postal code).
    """

    latitude: float
    longitude: float
    precision: str


def reference_points(
    communes: list[SourceCommune], outlines: dict[str, Geometry]
) -> tuple[dict[str, ReferencePoint], Counter[str]]:
    """Return the point of each commune by code, and what became of the town halls."""
    verdicts = {c.code: _verdict(c.town_hall, outlines.get(c.code)) for c in communes}
    points = {}
    for commune in communes:
        outline = outlines.get(commune.code)
        if verdicts[commune.code] in {"inside", "near"} and commune.town_hall is not None:
            points[commune.code] = _reference(commune.town_hall, "mairie")
        elif outline is not None:
            points[commune.code] = _reference(_point_inside(outline), "contour")
    points.update(_points_of_neighbours(communes, points))
    return points, Counter(verdicts.values())


def _verdict(town_hall: Point | None, outline: Geometry | None) -> str:
    """Say whether the town hall can stand for the commune."""
    if town_hall is None:
        return "missing"
    if outline is None:
        return "unverifiable"
    if outline.covers(town_hall):
        return "inside"
    return "near" if _distance_km(town_hall, outline) <= NEAR_KM else "rejected"


def _distance_km(point: Point, outline: Geometry) -> float:
    """Return how far the point is from the outline, in km (flat Earth around the point)."""
    shrink = math.cos(math.radians(point.y))
    flat = [shapely.transform(shape, lambda xy: xy * (shrink, 1.0)) for shape in (point, outline)]
    return float(shapely.distance(*flat)) * KM_PER_DEGREE


def _point_inside(outline: Geometry) -> Point:
    """Return the middle of the largest part, or a point on it where the middle lies outside."""
    largest = max(shapely.get_parts(outline), key=lambda part: part.area)
    middle: Point = largest.centroid
    return middle if largest.covers(middle) else largest.point_on_surface()


def _reference(point: Point, precision: str) -> ReferencePoint:
    return ReferencePoint(round(point.y, 5), round(point.x, 5), precision)


def _points_of_neighbours(
    communes: list[SourceCommune], points: dict[str, ReferencePoint]
) -> dict[str, ReferencePoint]:
    """Return, for the communes without point, the mean of those with the same postal code."""
    by_postal_code = defaultdict(list)
    for commune in communes:
        for postal_code in commune.postal_codes:
            if commune.code in points:
                by_postal_code[postal_code].append(points[commune.code])
    found = {}
    for commune in communes:
        if commune.code not in points:
            near = [p for code in commune.postal_codes for p in by_postal_code[code]]
            mean = Point(
                sum(p.longitude for p in near) / len(near),
                sum(p.latitude for p in near) / len(near),
            )
            found[commune.code] = _reference(mean, "voisines")
    return found
