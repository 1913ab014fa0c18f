"""Distances are great circles, the same as the haversine formula gives, up to the very radius."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.coverage import nearest_km
from portal.domain.coverage.reach import weight_within
from tests.domain.coverage.brute_force import Point, distance_km
from tests.domain.coverage.places import vectors

ANYWHERE = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
NEARBY = st.tuples(st.floats(45, 46), st.floats(1, 2))
CENTIMETRE = 1e-5


def _north_of(point: Point, km: float) -> Point:
    return point[0] + math.degrees(km / 6371.0088), point[1]


@settings(deadline=None)
@given(st.lists(ANYWHERE | NEARBY, max_size=12), st.lists(ANYWHERE | NEARBY, max_size=12))
def test_the_nearest_is_what_loops_find(points: list[Point], targets: list[Point]) -> None:
    found = nearest_km(vectors(points), vectors(targets), horizon_km=30_000)

    for point, distance in zip(points, found, strict=True):
        expected = min((distance_km(point, there) for there in targets), default=math.inf)
        # Where the haversine itself is blunt, near the antipodes, a kilometre is what both say.
        tolerance = 1e-3 if expected < 19_000 or math.isinf(expected) else 1
        assert distance == pytest.approx(expected, abs=tolerance)


@settings(deadline=None)
@given(st.lists(NEARBY, min_size=1), st.lists(NEARBY, max_size=8), st.floats(1, 60))
def test_the_weight_within_a_radius_is_what_loops_find(
    points: list[Point], targets: list[Point], radius: float
) -> None:
    weights = np.arange(1, len(targets) + 1, dtype=np.float64)
    found = weight_within(vectors(points), vectors(targets), weights, radius)

    for point, weight in zip(points, found, strict=True):
        gaps = [distance_km(point, there) - radius for there in targets]
        sure = sum(n for n, gap in enumerate(gaps, start=1) if gap <= 0)
        perhaps = sum(n for n, gap in enumerate(gaps, start=1) if gap <= CENTIMETRE)
        assert sure <= weight <= perhaps


@pytest.mark.parametrize("radius", [1.0, 15.0, 30.0, 200.0])
@pytest.mark.parametrize("point", [(45.83, 1.26), (-21.1, 55.5), (0.0, 179.99)])
def test_a_place_at_exactly_the_radius_is_within(point: Point, radius: float) -> None:
    here, one = vectors([point]), np.ones(1)
    at, beyond = _north_of(point, radius), _north_of(point, radius + CENTIMETRE)

    assert weight_within(here, vectors([at]), one, radius) == 1
    assert weight_within(here, vectors([beyond]), one, radius) == 0
    assert nearest_km(here, vectors([at]), radius)[0] == pytest.approx(radius)
    assert nearest_km(here, vectors([beyond]), radius)[0] == math.inf


def test_without_any_target_everything_is_out_of_reach() -> None:
    here = vectors([(45.83, 1.26)])

    assert nearest_km(here, vectors([]), 30).tolist() == [math.inf]
    assert weight_within(here, vectors([]), np.zeros(0), 30).tolist() == [0]
