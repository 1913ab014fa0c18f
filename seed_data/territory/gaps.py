"""Filling the holes that merged communes left in the source's outlines."""

from __future__ import annotations

from collections.abc import Mapping

import shapely
from shapely import Geometry, Point

from seed_data.territory.source import Source

LLIVIA = Point(1.98, 42.465)
"""The Spanish town inside the Pyrénées-Orientales: a hole that must stay."""


def absorbing_communes(source: Source) -> frozenset[str]:
    """Return the communes that took in a former commune whose outline the source lacks."""
    former = source.communes_of_kind("COMD", "COMA")
    return frozenset(c.parent for c in former if c.outline is None and c.parent)


def fill_gaps(
    coverage: Mapping[str, Geometry], absorbing: frozenset[str]
) -> tuple[dict[str, Geometry], int]:
    """Give each hole of the coverage to a commune beside it; return the coverage and their number.

    Among the communes around a hole, one of ``absorbing`` comes first, then the longest border.
    """
    filled, codes = dict(coverage), list(coverage)
    tree = shapely.STRtree(list(coverage.values()))
    holes = _holes(shapely.coverage_union_all(list(coverage.values())))
    for hole in holes:
        around = [codes[row] for row in tree.query(hole, predicate="intersects")]
        heir = max(around, key=lambda code: (code in absorbing, _border(coverage[code], hole)))
        filled[heir] = shapely.union_all([filled[heir], hole])
    return filled, len(holes)


def _holes(country: Geometry) -> list[Geometry]:
    """Return the holes of the country, as polygons, but for the foreign one."""
    rings = [ring for part in shapely.get_parts(country) for ring in part.interiors]
    return [hole for hole in map(shapely.Polygon, rings) if not hole.covers(LLIVIA)]


def _border(outline: Geometry, hole: Geometry) -> float:
    """Return the length of the shared border, in degrees."""
    return float(shapely.length(shapely.intersection(shapely.boundary(outline), hole)))
