"""Is the territory whole? Its figures, and the differences from what they must be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from portal.domain.territory.atlas import Territory
from portal.domain.territory.places import Commune

EXPECTED = {
    "communes": 34875,
    "arrondissements": 45,
    "departements": 101,
    "regions": 18,
    "epcis": 1253,
    "communes_sans_epci": 4,
}
"""The official geographic code of 2025; four islands have no EPCI."""

ARRONDISSEMENTS = {"13055": 16, "69123": 9, "75056": 20}

Box = tuple[float, float, float, float]
"""South, north, west and east, in degrees."""
_MAINLAND: Box = (41.3, 51.2, -5.3, 9.7)
_OVERSEAS: Mapping[str, Box] = {
    "971": (15.8, 16.6, -61.9, -61.0),
    "972": (14.3, 14.9, -61.3, -60.8),
    "973": (2.1, 5.9, -54.7, -51.6),
    "974": (-21.4, -20.8, 55.2, 55.9),
    "976": (-13.1, -12.6, 45.0, 45.4),
}
_CODE = re.compile(r"(\d{2}|2[AB])\d{3}", re.ASCII)
_POSTAL_CODE = re.compile(r"\d{5}", re.ASCII)


def territory_figures(territory: Territory) -> dict[str, int]:
    """Return the counts of the territory, with the population and the points by their rule."""
    columns = territory.columns
    whole = ~columns.is_arrondissement
    points = Counter(columns.precision)
    return {
        "communes": int(whole.sum()),
        "arrondissements": int(columns.is_arrondissement.sum()),
        "departements": len(territory.departements),
        "regions": len(territory.regions),
        "epcis": len(territory.epcis),
        "communes_sans_epci": sum(not epci for epci in columns.epci),
        "population": int(columns.population[whole].sum()),
        **{f"points_{rule}": count for rule, count in sorted(points.items())},
    }


def find_differences(territory: Territory, expected: Mapping[str, int]) -> list[str]:
    """Return what is wrong, in French: figures other than ``expected``, then faulty places."""
    figures = territory_figures(territory)
    wrong = [
        f"{name} : {figures.get(name, 0)} au lieu de {number}"
        for name, number in expected.items()
        if figures.get(name, 0) != number
    ]
    return [*wrong, *_structural_faults(territory), *_faulty_communes(territory)]


def _structural_faults(territory: Territory) -> Iterator[str]:
    """Yield repeated codes, départements without commune and cities without arrondissements."""
    columns = territory.columns
    repeated = [code for code, count in Counter(columns.code_insee).items() if count > 1]
    if repeated:
        yield f"codes en double : {', '.join(repeated)}"
    for code in set(territory.departements) - set(columns.departement):
        yield f"département {code} : aucune commune"
    parents = Counter(parent for parent in columns.parent if parent)
    if parents != ARRONDISSEMENTS:
        yield f"arrondissements par ville : {dict(sorted(parents.items()))}"


def _faulty_communes(territory: Territory) -> Iterator[str]:
    """Yield each fault of each commune and arrondissement."""
    columns = territory.columns
    for row, departement in enumerate(columns.departement):
        if departement not in territory.departements:
            yield f"{columns.code_insee[row]} : département « {departement} » inconnu"
            continue
        commune = territory.commune_at(row)
        for fault in _faults(commune, territory):
            yield f"{commune.code_insee} : {fault}"


def _faults(commune: Commune, territory: Territory) -> Iterator[str]:
    """Yield what is wrong with one commune."""
    if not _CODE.fullmatch(commune.code_insee):
        yield "code INSEE mal formé"
    if not commune.name.strip() or commune.name[0].islower():
        yield f"nom « {commune.name} »"
    if not commune.postal_codes or not all(map(_POSTAL_CODE.fullmatch, commune.postal_codes)):
        yield f"codes postaux {list(commune.postal_codes)}"
    if commune.epci is not None and commune.epci not in territory.epcis:
        yield f"Epci {commune.epci} inconnu"
    if not _is_inside(commune):
        yield f"point hors du territoire ({commune.latitude}, {commune.longitude})"


def points_outside(territory: Territory, boxes: Mapping[str, Box]) -> list[str]:
    """Return the codes of the communes whose point is far from the rectangle of their EPCI.

    ``boxes`` gives the rectangle of each EPCI by its Siren. A town hall may stand 3 km outside its
    commune's outline.
    """
    columns = territory.columns
    return [
        columns.code_insee[row]
        for row, epci in enumerate(columns.epci)
        if epci in boxes
        and not _contains(boxes[epci], columns.latitude[row], columns.longitude[row], margin=0.05)
    ]


def _is_inside(commune: Commune) -> bool:
    """Say whether the point is in the rectangle around the commune's part of France."""
    box = _OVERSEAS.get(commune.departement, _MAINLAND)
    return _contains(box, commune.latitude, commune.longitude)


def _contains(box: Box, latitude: float, longitude: float, margin: float = 0.0) -> bool:
    south, north, west, east = box
    return bool(
        south - margin <= latitude <= north + margin and west - margin <= longitude <= east + margin
    )
