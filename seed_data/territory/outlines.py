"""Outlines: whole communes, a valid coverage of the country, and light shapes for the maps."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import shapely
from shapely import Geometry

from seed_data.territory.source import Source

DECIMALS = 3
"""Of the degrees written: about 100 m."""


def whole_outlines(source: Source) -> dict[str, Geometry]:
    """Return the outline of each commune and arrondissement by code, former communes included.

    The source draws some merged communes without the ones that they took in, or not at all.
    """
    parts: dict[str, list[Geometry]] = defaultdict(list)
    for commune in source.communes:
        if commune.outline is not None:
            merged = commune.kind in {"COMD", "COMA"} and commune.parent is not None
            parts[str(commune.parent) if merged else commune.code].append(commune.outline)
    return {
        code: shapely.union_all(shapes) if len(shapes) > 1 else shapes[0]
        for code, shapes in parts.items()
    }


def clean_coverage(outlines: Mapping[str, Geometry]) -> dict[str, Geometry]:
    """Return the same outlines with every shared edge drawn once, without overlaps."""
    cleaned = shapely.coverage_clean(np.array(list(outlines.values()), dtype=object))
    return dict(zip(outlines, cleaned, strict=True))


def dissolve(
    communes: Mapping[str, Geometry], group_of: Mapping[str, str], tolerance: float
) -> dict[str, Geometry]:
    """Return one simplified outline per group, sorted by group; shared edges stay shared.

    ``tolerance`` is in degrees, as ``shapely.coverage_simplify`` means it. Raises ``ValueError``
    if the groups do not form a valid coverage.
    """
    members: dict[str, list[Geometry]] = defaultdict(list)
    for code, outline in communes.items():
        if code in group_of:
            members[group_of[code]].append(outline)
    groups = sorted(members)
    merged = [shapely.coverage_union_all(np.array(members[g], dtype=object)) for g in groups]
    if not shapely.coverage_is_valid(merged):
        raise ValueError("The outlines do not form a valid coverage.")
    return dict(zip(groups, shapely.coverage_simplify(merged, tolerance), strict=True))


def feature(code: str, name: str, outline: Geometry, smallest: float) -> str:
    """Return a GeoJSON feature on one line.

    Parts and holes smaller than ``smallest`` (square degrees) are left out, but never the largest
    part.
    """
    parts = sorted(shapely.get_parts(outline), key=lambda part: -part.area)
    kept = [p for rank, p in enumerate(parts) if rank == 0 or p.area >= smallest]
    polygons = [_rings(part, smallest) for part in kept]
    shape = {"type": "MultiPolygon", "coordinates": [rings for rings in polygons if rings]}
    properties = {"code": code, "nom": name}
    content = {"type": "Feature", "properties": properties, "geometry": shape}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def feature_collection(features: list[str]) -> str:
    """Return the text of a GeoJSON file with one feature a line."""
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def _rings(part: Geometry, smallest: float) -> list[list[list[float]]]:
    """Return the outer ring, then the holes that are large enough."""
    holes = [hole for hole in part.interiors if shapely.Polygon(hole).area >= smallest]
    rings = (_rounded(ring) for ring in (part.exterior, *holes))
    return [ring for ring in rings if len(ring) >= 4]


def _rounded(ring: Geometry) -> list[list[float]]:
    """Return the points of a ring, rounded, without repeated ones."""
    points: list[list[float]] = []
    for x, y in ring.coords:
        point = [round(x, DECIMALS), round(y, DECIMALS)]
        if not points or point != points[-1]:
            points.append(point)
    return points
