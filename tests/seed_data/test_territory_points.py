"""Which point stands for a commune, on a square of about 11 km."""

from __future__ import annotations

from shapely import MultiPolygon, Point, Polygon, box

from seed_data.territory.points import ReferencePoint, reference_points
from seed_data.territory.source import SourceCommune

SQUARE = box(2.0, 0.0, 2.1, 0.1)


def _commune(code: str = "87085", town_hall: Point | None = None) -> SourceCommune:
    return SourceCommune(
        code, "COM", "Limoges", 1, "87", None, None, ("87000",), None, town_hall, ""
    )


def _point(town_hall: Point | None, outline: Polygon | MultiPolygon = SQUARE) -> ReferencePoint:
    points, _ = reference_points([_commune(town_hall=town_hall)], {"87085": outline})
    return points["87085"]


def test_a_town_hall_inside_its_commune_stands_for_it() -> None:
    assert _point(Point(2.01, 0.02)) == ReferencePoint(0.02, 2.01, "mairie")


def test_a_town_hall_2_km_outside_is_believed() -> None:
    assert _point(Point(1.982, 0.05)).precision == "mairie"


def test_a_town_hall_4_km_outside_is_rejected_for_the_middle() -> None:
    assert _point(Point(1.964, 0.05)) == ReferencePoint(0.05, 2.05, "contour")


def test_without_town_hall_the_point_lies_in_the_largest_part() -> None:
    parts = MultiPolygon([box(5, 5, 5.01, 5.01), SQUARE])
    assert _point(None, parts) == ReferencePoint(0.05, 2.05, "contour")


def test_the_point_of_a_crescent_lies_on_it() -> None:
    crescent = box(0, 0, 1, 1).difference(box(0.1, 0.1, 1, 0.9))
    point = _point(None, crescent)
    assert crescent.covers(Point(point.longitude, point.latitude))


def test_without_outline_nor_town_hall_it_is_the_mean_of_the_postal_code() -> None:
    lost = _commune("87999")
    points, verdicts = reference_points([_commune(), lost], {"87085": SQUARE})
    assert points["87999"] == ReferencePoint(0.05, 2.05, "voisines")
    assert verdicts == {"missing": 2}


def test_a_town_hall_that_no_outline_confirms_is_not_believed() -> None:
    lost = _commune("87999", Point(40.0, 40.0))
    points, verdicts = reference_points([_commune(), lost], {"87085": SQUARE})
    assert points["87999"].precision == "voisines"
    assert verdicts["unverifiable"] == 1
