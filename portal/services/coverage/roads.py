"""A survey by road: distances are asked of a server, for what is near enough in a straight line."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from typing import Protocol

import numpy as np

from portal.domain.coverage import cover
from portal.domain.coverage.reach import Rows, cosine_of, neighbourhoods
from portal.domain.territory import Territory
from portal.domain.territory.columns import Floats
from portal.services.coverage.keeping import Progress
from portal.services.coverage.routing import MOST_POINTS, Point, RoutingFailureError
from portal.services.coverage.surveys import Survey

LONGEST_SECONDS = 300.0
"""After that a survey by road is given up."""


class Roads(Protocol):
    """What knows distances by road (see ``portal.services.coverage.routing.Router``)."""

    def distances(self, origins: list[Point], targets: list[Point]) -> Floats:
        """Return kilometres, float64 (n, m); raises ``RoutingFailureError``."""


def nearest_by_road(
    survey: Survey,
    territory: Territory,
    roads: Roads,
    progress: Progress,
    clock: Callable[[], float] = time.monotonic,
) -> Floats:
    """Return the kilometres from each row of the ground to its nearest open stop: float64 (n,).

    Infinity where there is none. A road is never shorter than the straight line: what is beyond the
    widest radius in a straight line is not asked for. Raises ``RoutingFailureError``.
    """
    ground, places = survey.ground, survey.places
    starts = _points(territory, ground.rows)
    targets = [(stop.latitude, stop.longitude) for stop, opens in survey.stops if opens]
    nearest = np.full(len(ground.rows), np.inf)
    asked = list(_questions(ground.vectors, places.open_points, max(survey.coverage.radii_km)))
    deadline = clock() + LONGEST_SECONDS
    for done, (rows, near) in enumerate(asked):
        progress(done, len(asked))
        if clock() > deadline:
            raise RoutingFailureError("the whole takes too long")
        found = roads.distances([starts[row] for row in rows], [targets[row] for row in near])
        nearest[rows] = np.minimum(nearest[rows], found.min(axis=1))
    return nearest


def key_of(survey: Survey) -> Hashable:
    """Return all that these distances depend on: most edits of the directory change none of it."""
    question = survey.question
    points = survey.places.open_points.tobytes()
    return question.scope.departements, max(question.radii_km), points


def by_road(survey: Survey, nearest: Floats) -> Survey:
    """Return the same survey with distances by road."""
    radii = survey.coverage.radii_km
    return replace(survey, coverage=cover(survey.ground, survey.places, radii, nearest))


def _points(territory: Territory, rows: Rows) -> list[Point]:
    columns = territory.columns
    latitude, longitude = columns.latitude[rows].tolist(), columns.longitude[rows].tolist()
    return list(zip(latitude, longitude, strict=True))


def _questions(points: Floats, targets: Floats, radius_km: float) -> Iterator[tuple[Rows, Rows]]:
    """Yield the rows of points and of targets to ask for together, few enough for one question."""
    for block, near in neighbourhoods(points, targets, radius_km):
        within = points[block] @ targets[near].T >= cosine_of(radius_km)
        rows, columns = block[within.any(axis=1)], near[within.any(axis=0)]
        for row in range(0, len(rows), MOST_POINTS):
            for column in range(0, len(columns), MOST_POINTS):
                yield rows[row : row + MOST_POINTS], columns[column : column + MOST_POINTS]
