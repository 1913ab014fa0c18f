"""Outlines share their borders, have no false holes, and are written light."""

from __future__ import annotations

import json

from shapely import Geometry, MultiPolygon, box

from seed_data.territory.gaps import absorbing_communes, fill_gaps
from seed_data.territory.outlines import clean_coverage, dissolve, feature, whole_outlines
from seed_data.territory.source import Source, SourceCommune


def _source(*rows: tuple[str, str, str | None, Geometry | None]) -> Source:
    communes = [
        SourceCommune(code, kind, "", None, None, parent, None, (), outline, None, "")
        for code, kind, parent, outline in rows
    ]
    return Source(communes, [], [], [])


def test_a_commune_is_drawn_with_the_former_communes_inside_it() -> None:
    source = _source(
        ("49126", "COM", None, None),
        ("49126", "COMD", "49126", box(0, 0, 1, 1)),
        ("49040", "COMD", "49126", box(1, 0, 2, 1)),
    )
    assert whole_outlines(source)["49126"].equals(box(0, 0, 2, 1))


def test_a_hole_goes_to_the_commune_that_took_in_the_missing_one() -> None:
    hole = box(1, 1, 2, 2)
    coverage = {
        "west": box(0, 0, 1, 3),
        "south": box(1, 0, 3, 1),
        "east": box(2, 1, 3, 3),
        "north": box(1, 2, 2, 3),
    }
    source = _source(("gone", "COMD", "north", None))
    filled, holes = fill_gaps(clean_coverage(coverage), absorbing_communes(source))
    assert holes == 1
    assert filled["north"].covers(hole)


def test_groups_share_the_simplified_border() -> None:
    coverage = clean_coverage({"a": box(0, 0, 1, 1), "b": box(1, 0, 2, 1), "c": box(2, 0, 3, 1)})
    groups = dissolve(coverage, {"a": "one", "b": "one", "c": "two"}, 0.01)
    assert groups["one"].intersection(groups["two"]).length == 1


def test_small_islands_are_left_out_and_degrees_rounded() -> None:
    shape = MultiPolygon([box(0, 0, 1.00049, 1), box(5, 5, 5.001, 5.001)])
    written = json.loads(feature("87", "Haute-Vienne", shape, 1e-4))
    assert written["properties"] == {"code": "87", "nom": "Haute-Vienne"}
    assert len(written["geometry"]["coordinates"]) == 1
    assert [1.0, 0.0] in written["geometry"]["coordinates"][0][0]


def test_the_largest_part_stays_however_small() -> None:
    shape = MultiPolygon([box(5, 5, 5.004, 5.004), box(6, 6, 6.002, 6.002)])
    assert len(json.loads(feature("29083", "Sein", shape, 1e-2))["geometry"]["coordinates"]) == 1
