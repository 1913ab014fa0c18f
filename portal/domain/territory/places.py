"""The places that administer France, as the official geographic code names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PointPrecision(StrEnum):
    """What the reference point of a commune is."""

    MAIRIE = "mairie"
    """Its town hall, inside the commune or within 3 km of its outline."""
    CONTOUR = "contour"
    """A point inside the largest part of its outline."""
    VOISINES = "voisines"
    """The mean of the communes that share its postal code: its outline is unknown."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or an arrondissement of Paris, Lyon or Marseille (then it has a ``parent``).

    Latitude and longitude are those of the reference point, in degrees (WGS 84). The codes of the
    département, région, EPCI and parent are INSEE's or the Siren; ``epci`` is None on four islands.
    """

    code_insee: str
    name: str
    postal_codes: tuple[str, ...]
    population: int
    departement: str
    region: str
    epci: str | None
    latitude: float
    longitude: float
    precision: PointPrecision
    parent: str | None

    @property
    def is_arrondissement(self) -> bool:
        """Whether this is a part of Paris, Lyon or Marseille."""
        return self.parent is not None


@dataclass(frozen=True, slots=True)
class Departement:
    """A département. ``after_noun`` is its name after a noun: «de la Haute-Vienne»."""

    code: str
    name: str
    after_noun: str
    region: str


@dataclass(frozen=True, slots=True)
class Region:
    """A région."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Epci:
    """An intercommunality with its own taxes.

    ``code`` is its Siren, ``nature`` one of CC, CA, CU and ME (métropole); ``departements`` those
    of its communes, the most populated part first.
    """

    code: str
    name: str
    nature: str
    population: int
    departements: tuple[str, ...]
