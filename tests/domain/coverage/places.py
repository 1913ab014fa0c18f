"""Places for the tests: at random around a département, and as the unit sphere has them."""

from __future__ import annotations

import random

import numpy as np

from portal.domain.coverage import Places
from portal.domain.territory.columns import Floats, unit_vectors
from tests.domain.coverage.brute_force import Point, inhabited


def vectors(points: list[Point]) -> Floats:
    latitudes = np.array([latitude for latitude, _ in points])
    return unit_vectors(latitudes, np.array([longitude for _, longitude in points]))


def open_places(points: list[Point]) -> Places:
    return Places((), (), {}, frozenset(), vectors(points))


def scattered(departement: str, count: int) -> list[Point]:
    """Return points in and around a département, the same each time."""
    chance = random.Random(f"{departement} {count}")
    communes = inhabited(departement)
    return [
        (commune.latitude + chance.gauss(0, 0.1), commune.longitude + chance.gauss(0, 0.1))
        for commune in (chance.choice(communes) for _ in range(count))
    ]
