"""What one more place would change: people newly within reach, EPCI by EPCI. In straight lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from portal.domain.coverage import AreaCoverage, Gain
from portal.domain.territory import Commune, Territory
from portal.services.coverage.surveys import Survey


@dataclass(frozen=True, slots=True)
class AreaChange:
    """An area where people are newly within reach: how many, for each radius of the survey."""

    line: AreaCoverage
    gained: tuple[int, ...]

    @property
    def shares(self) -> tuple[tuple[float, float], ...]:
        """The share within each radius, before and after."""
        pairs = zip(self.line.within, self.gained, strict=True)
        people = self.line.population
        return tuple((before / people, (before + more) / people) for before, more in pairs)


@dataclass(frozen=True, slots=True)
class Opening:
    """A place that would open at the reference point of a commune.

    ``gained`` are the people newly within each radius; ``fills`` is the zone blanche of the survey
    that would be one no more.
    """

    commune: Commune
    gained: tuple[int, ...]
    changes: tuple[AreaChange, ...]
    fills: AreaCoverage | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One of the places where more would help most: what it adds to those before it."""

    commune: Commune
    gained: int
    together: int


def if_opened(survey: Survey, commune: Commune) -> Opening:
    """Return what a place in a commune would change; the most people gained come first."""
    radii = survey.coverage.radii_km
    at = commune.latitude, commune.longitude
    gains = [survey.scenario(radius).gain(*at) for radius in radii]
    by_area = np.stack([_by_area(survey, gain) for gain in gains], axis=1)
    lines = zip(survey.coverage.lines, by_area.tolist(), strict=True)
    changes = [AreaChange(line, tuple(gained)) for line, gained in lines if any(gained)]
    changes.sort(key=lambda change: (*(-gained for gained in change.gained), change.line.area.code))
    area = commune.epci or commune.code_insee
    blank = (line for line in survey.coverage.blank_zones if line.area.code == area)
    gained = tuple(gain.population for gain in gains)
    return Opening(commune, gained, tuple(changes), next(blank, None))


def where_most_help(survey: Survey, territory: Territory, count: int) -> list[Proposal]:
    """Return up to ``count`` communes, each the best one after those before it.

    The first is exact among all the reference points of the territory; together they cover at
    least 1 - 1/e of what the best choice of as many could (see ``Scenario.best_places``).
    """
    proposals, together = [], 0
    for gain in survey.scenario().best_places(count):
        together += gain.population
        commune = territory.commune_at(gain.at or 0)
        proposals.append(Proposal(commune, gain.population, together))
    return proposals


def _by_area(survey: Survey, gain: Gain) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the people gained in each area, int64 of shape (a,)."""
    return survey.ground.population_by_area(np.isin(survey.ground.rows, gain.communes))
