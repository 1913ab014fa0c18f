"""Scenarios: who would be newly covered if a place opened somewhere, and where it serves most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from portal.domain.coverage.ground import Ground
from portal.domain.coverage.reach import MARGIN_KM, cosine_of, nearest_km, weight_within
from portal.domain.territory.columns import Floats, unit_vectors


@dataclass(frozen=True, slots=True)
class Gain:
    """What one more place brings: the people newly covered, and the communes where they live.

    ``communes`` are rows of the territory's columns. ``at`` is the row of the commune where the
    place opens, None where a point was given.
    """

    population: int
    communes: tuple[int, ...]
    at: int | None = None


class Scenario:
    """Openings that are not there yet, over the people of a ground who are not covered yet.

    ``open_points`` are the open stops there are, inside the ground or near it: float64 (m, 3).
    """

    def __init__(self, ground: Ground, open_points: Floats, radius_km: float) -> None:
        self.ground = ground
        self.radius_km = radius_km
        nearest = nearest_km(ground.vectors, open_points, radius_km)
        self._uncovered: npt.NDArray[np.bool_] = nearest > radius_km + MARGIN_KM

    @property
    def uncovered(self) -> int:
        """How many people of the ground are not covered yet."""
        return int(self.ground.population[self._uncovered].sum())

    def gain(self, latitude: float, longitude: float) -> Gain:
        """Return what a place at a point, given in degrees, would bring."""
        here = unit_vectors(np.array(latitude), np.array(longitude))
        return self._gain(self._newly(here, self._uncovered))

    def best_place(self) -> Gain | None:
        """Return the commune where one more place would cover most people not covered yet.

        The best of every commune's reference point in the ground, none left out; a point between
        them may do a little better. Ties go to the lower INSEE code; None where nobody would gain.
        """
        return next(iter(self.best_places(1)), None)

    def best_places(self, count: int) -> tuple[Gain, ...]:
        """Return up to ``count`` communes, each the best one after those before it.

        One after the other is not always the best together: no choice of as many reference points
        can cover more than 1 / (1 - 1/e), about 1.58 times, what these cover (Nemhauser, Wolsey
        and Fisher, 1978). The sequence ends early where nobody is left to gain.
        """
        vectors, people = self.ground.vectors, self.ground.population.astype(np.float64)
        left = self._uncovered.copy()
        gains = weight_within(vectors, vectors[left], people[left], self.radius_km)
        found: list[Gain] = []
        while len(found) < count and gains.size and gains.max() > 0:
            best = int(np.argmax(gains))
            newly = self._newly(vectors[best], left)
            found.append(self._gain(newly, int(self.ground.rows[best])))
            left &= ~newly
            gains -= weight_within(vectors, vectors[newly], people[newly], self.radius_km)
        return tuple(found)

    def _newly(self, here: Floats, left: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return which of the rows ``left``, bool (n,), are within reach of a unit vector (3,)."""
        return left & (self.ground.vectors @ here >= cosine_of(self.radius_km))

    def _gain(self, newly: npt.NDArray[np.bool_], at: int | None = None) -> Gain:
        rows = self.ground.rows[newly]
        return Gain(int(self.ground.population[newly].sum()), tuple(rows.tolist()), at)
