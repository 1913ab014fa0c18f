"""The areas over which indicators are added up, and the places that belong to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.domain.labels import LabelledEnum
from portal.domain.listing import ListingKind


class AreaKind(LabelledEnum):
    """The sizes of an area; ``TOUT`` is all that whoever asks may see."""

    TOUT = "tout", "Ensemble"
    CAF = "caf", "Caf"
    DEPARTEMENT = "departement", "Département"
    EPCI = "epci", "Epci"


PARTS: dict[AreaKind, tuple[AreaKind, ...]] = {
    AreaKind.TOUT: (AreaKind.CAF, AreaKind.DEPARTEMENT, AreaKind.EPCI),
    AreaKind.CAF: (AreaKind.DEPARTEMENT, AreaKind.EPCI),
    AreaKind.DEPARTEMENT: (AreaKind.EPCI,),
    AreaKind.EPCI: (),
}
"""What an area is cut into."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area, by its kind and code; its name says nothing more."""

    kind: AreaKind
    code: str
    name: str = field(compare=False)

    @property
    def slug(self) -> str:
        """The area in an address: «caf-87», «epci-248719312», «tout»."""
        return f"{self.kind}-{self.code}" if self.code else str(self.kind)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is asked for indicators.

    ``areas`` are its Caf, and the département and EPCI of its first site as far as they are known:
    a service at a distance is in no EPCI.
    """

    listing_id: int
    name: str
    kind: ListingKind
    commune: str
    areas: tuple[Area, ...]

    def is_in(self, area: Area) -> bool:
        """Tell whether the place belongs to an area."""
        return area.kind is AreaKind.TOUT or area in self.areas

    def name_of(self, kind: AreaKind) -> str:
        """Return the name of its area of a kind, "" where it has none."""
        return next((area.name for area in self.areas if area.kind is kind), "")


def areas_of(places: Iterable[Place], kind: AreaKind) -> list[Area]:
    """Return the areas of a kind that have one of these places, by name."""
    found = {area: area.name for place in places for area in place.areas if area.kind is kind}
    return sorted(found, key=lambda area: (area.name, area.code))
