"""Coverage in plain Python: every commune against every place, with the haversine formula."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

from portal.domain.territory import Commune
from portal.store.territory import load_territory

TERRITORY = load_territory()
DEPARTEMENTS = ("2A", "69", "75", "85", "87")
"""Mountains and islands; Lyon; Paris; an island without an EPCI; the demonstration places."""

Point = tuple[float, float]
_MILLIMETRE = 1e-6


def distance_km(here: Point, there: Point) -> float:
    (a, b), (c, d) = here, there
    phi, other = math.radians(a), math.radians(c)
    half = (
        math.sin((other - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other) * math.sin(math.radians(d - b) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(min(half, 1)))


@lru_cache
def inhabited(departement: str) -> tuple[Commune, ...]:
    """Return the communes of a département, the three cities as their arrondissements."""
    found: list[Commune] = []
    for commune in TERRITORY.communes():
        if commune.departement == departement:
            found += TERRITORY.arrondissements_of(commune.code_insee) or [commune]
    return tuple(sorted(found, key=lambda commune: commune.code_insee))


def is_near(commune: Commune, places: Iterable[Point], radius_km: float) -> bool:
    here = (commune.latitude, commune.longitude)
    return any(distance_km(here, place) <= radius_km + _MILLIMETRE for place in places)


def covered(communes: Iterable[Commune], places: Sequence[Point], radius_km: float) -> int:
    return sum(c.population for c in communes if is_near(c, places, radius_km))


def best_sequence(
    communes: Sequence[Commune], places: Sequence[Point], radius_km: float, count: int
) -> list[tuple[str, int]]:
    """Return the codes and gains of the best place, then of the best after it, and so on."""
    left = [c for c in communes if not is_near(c, places, radius_km)]
    found: list[tuple[str, int]] = []
    for _ in range(count):
        gains = [
            (covered(left, [(c.latitude, c.longitude)], radius_km), c) for c in communes if left
        ]
        gain, best = max(gains, key=lambda pair: pair[0], default=(0, None))
        if best is None or gain == 0:
            break
        found.append((best.code_insee, gain))
        left = [c for c in left if not is_near(c, [(best.latitude, best.longitude)], radius_km)]
    return found
