"""Browsing: what there is around a commune, in a département, for a theme; without the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from portal.domain.moments import Moment, NamedMoment
from portal.domain.territory import Commune, Territory
from portal.services.directory import Directory
from portal.services.search import Origin, PlaceSearch, Result, Results, search_places
from search_index.geo import great_circle_km

RADIUS_KM = 30.0
"""How far people are thought to go for a place that is open at the right time."""

_NEAREST = 10
_NEIGHBOURS = 8
_LISTED = 60


@dataclass(frozen=True, slots=True)
class Around:
    """The nearest places of a commune, and how many within ``RADIUS_KM`` open at useful times."""

    places: tuple[Result, ...]
    within: int
    evening: int
    saturday: int


def around(directory: Directory, commune: Commune) -> Around:
    """Return what there is around a commune."""
    origin = Origin(
        commune.latitude, commune.longitude, commune.departement, commune.name, commune.code_insee
    )
    nearest = PlaceSearch(origin=origin, per_page=_NEAREST, facets=())
    found = search_places(directory, nearest).places
    return Around(
        places=tuple(place for place in found if place.distance_km is not None),
        within=_count(directory, origin, None),
        evening=_count(directory, origin, NamedMoment.SOIR),
        saturday=_count(directory, origin, NamedMoment.SAMEDI),
    )


def neighbours(territory: Territory, commune: Commune) -> tuple[tuple[Commune, float], ...]:
    """Return the communes nearest to a commune with their distances in km, itself left out.

    Paris, Lyon and Marseille are told by their arrondissements.
    """
    columns = territory.columns
    row = territory.row_of(commune.code_insee)
    here = columns.unit_vectors[row]
    closeness = columns.unit_vectors @ here
    left_out = [territory.row_of(part.code_insee) for part in parts_of(territory, commune)]
    closeness[[row, *left_out]] = -np.inf
    closeness[columns.has_arrondissements] = -np.inf
    # A few more than wanted: the product of vectors is not exact enough to order close neighbours.
    likely = np.argpartition(-closeness, 2 * _NEIGHBOURS)[: 2 * _NEIGHBOURS]
    distances = great_circle_km(columns.unit_vectors[likely], here).tolist()
    ordered = sorted(zip(distances, likely.tolist(), strict=True))[:_NEIGHBOURS]
    return tuple((territory.commune_at(other), km) for km, other in ordered)


def parts_of(territory: Territory, commune: Commune) -> tuple[Commune, ...]:
    """Return the arrondissements of Paris, Lyon or Marseille, none for another commune."""
    whole = territory.columns.has_arrondissements[territory.row_of(commune.code_insee)]
    return territory.arrondissements_of(commune.code_insee) if whole else ()


def communes_by_epci(
    territory: Territory, departement: str
) -> Mapping[str | None, tuple[Commune, ...]]:
    """Return the communes of a département by the code of their EPCI, None for those without."""
    rows = _rows_by_departement(territory)[departement]
    grouped: defaultdict[str | None, list[Commune]] = defaultdict(list)
    for row in rows:
        commune = territory.commune_at(row)
        grouped[commune.epci].append(commune)
    return {epci: tuple(communes) for epci, communes in grouped.items()}


def places_of_departement(directory: Directory, code: str) -> Results:
    """Return the first places of a département by name, with the counts of all by kind."""
    filters = {"departement": frozenset({code})}
    search = PlaceSearch(filters=filters, per_page=_LISTED, facets=("type",))
    return search_places(directory, search)


def count_by(directory: Directory, facet: str, **filters: str) -> Mapping[str, int]:
    """Return how many places hold each value of a facet, among those that hold these values."""
    wanted = {name: frozenset({value}) for name, value in filters.items()}
    search = PlaceSearch(filters=wanted, per_page=1, facets=(facet,))
    return search_places(directory, search).facets[facet]


def _count(directory: Directory, origin: Origin, moment: NamedMoment | None) -> int:
    search = PlaceSearch(
        origin=origin,
        radius_km=RADIUS_KM,
        moment=Moment(name=moment) if moment else None,
        per_page=1,
        facets=(),
    )
    return search_places(directory, search).total


@lru_cache(maxsize=2)
def _rows_by_departement(territory: Territory) -> Mapping[str, tuple[int, ...]]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, (departement, parent) in enumerate(
        zip(territory.columns.departement, territory.columns.parent, strict=True)
    ):
        if not parent:
            rows[departement].append(row)
    return {departement: tuple(found) for departement, found in rows.items()}
