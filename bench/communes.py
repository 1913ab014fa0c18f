"""Where the generated places are: communes of the real territory, drawn by population."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from portal.domain.territory import Commune
from portal.store.territory import load_territory

_OVERSEAS_ZONES = {
    "971": "guadeloupe",
    "972": "martinique",
    "973": "guyane",
    "974": "reunion",
    "976": "mayotte",
}
ZONES = ("metropole", *_OVERSEAS_ZONES.values())
"""The keys of the clocks that places live by."""


@cache
def communes() -> tuple[Commune, ...]:
    """Return every commune, the most populated first."""
    return tuple(sorted(load_territory().communes(), key=lambda c: (-c.population, c.code_insee)))


@cache
def _shares() -> npt.NDArray[np.float64]:
    people = np.array([commune.population for commune in communes()], dtype=np.float64)
    shares: npt.NDArray[np.float64] = people / people.sum()
    return shares


def draw_communes(random: np.random.Generator, count: int) -> list[Commune]:
    """Return communes drawn in proportion to their population."""
    chosen = random.choice(len(communes()), count, p=_shares())
    return [communes()[i] for i in chosen.tolist()]


def near(commune: Commune, random: np.random.Generator) -> tuple[float, float]:
    """Return a point around the commune's, spread wider where more people live (5 decimals)."""
    spread = 0.002 + 0.00003 * commune.population**0.5
    latitude, longitude = random.normal(0.0, spread, 2).tolist()
    return round(commune.latitude + latitude, 5), round(commune.longitude + longitude, 5)


def zone_of(commune: Commune) -> str:
    """Return the key of the clock that the commune lives by."""
    return _OVERSEAS_ZONES.get(commune.departement, "metropole")
