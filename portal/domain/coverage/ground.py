"""The ground: where people live, by commune, and the area to which each commune belongs.

Paris, Lyon and Marseille are held as their arrondissements only, so that nobody counts twice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from portal.domain.territory import Territory
from portal.domain.territory.columns import Floats

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Area:
    """One line of a survey: an EPCI, or one of the islands that have none.

    ``code`` is a Siren, or the INSEE code of the island; ``nature`` is empty for an island.
    ``departements`` are those of all its communes, in the survey or not.
    """

    code: str
    name: str
    nature: str
    departements: tuple[str, ...]

    @property
    def is_epci(self) -> bool:
        """Whether this is an EPCI rather than an island."""
        return self.nature != ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The communes and arrondissements of a survey (n rows, by INSEE code) and its areas (a).

    ``rows`` are int64 of shape (n,), the rows of the territory's columns; ``population`` is int64
    of shape (n,); ``area`` is int64 of shape (n,), the place of its area in ``areas``; ``vectors``
    are float64 of shape (n, 3), the reference points on the unit sphere.
    """

    rows: Integers
    population: Integers
    area: Integers
    vectors: Floats
    areas: tuple[Area, ...]

    def population_by_area(self, kept: npt.NDArray[np.bool_] | None = None) -> Integers:
        """Return the people of each area, int64 of shape (a,); of the ``kept`` rows where given.

        ``kept`` is bool of shape (n,).
        """
        people = self.population if kept is None else self.population * kept
        totals = np.zeros(len(self.areas), dtype=np.int64)
        np.add.at(totals, self.area, people)
        return totals


def ground_of(territory: Territory, departements: Collection[str] | None = None) -> Ground:
    """Return the ground of some départements, or of the whole country; areas are by code."""
    columns = territory.columns
    whole = ~columns.has_arrondissements
    if departements is not None:
        wanted = frozenset(departements)
        whole &= np.array([code in wanted for code in columns.departement], dtype=np.bool_)
    rows = np.flatnonzero(whole)
    codes = [columns.epci[row] or columns.code_insee[row] for row in rows.tolist()]
    places = {code: place for place, code in enumerate(sorted(set(codes)))}
    return Ground(
        rows=rows,
        population=columns.population[rows].astype(np.int64),
        area=np.array([places[code] for code in codes], dtype=np.int64),
        vectors=columns.unit_vectors[rows],
        areas=tuple(_area(territory, code) for code in places),
    )


def _area(territory: Territory, code: str) -> Area:
    epci = territory.epcis.get(code)
    if epci is not None:
        return Area(epci.code, epci.name, epci.nature, epci.departements)
    island = territory.get_commune(code)
    return Area(code, island.name, "", (island.departement,))
