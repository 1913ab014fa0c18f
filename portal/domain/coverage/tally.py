"""The tally of places: how many there are, how many are open, and for how long.

What is unknown stays unknown: a sum with an unknown term is not told, only what is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Presence:
    """A place in one area, or in a whole territory: a listing with the stops that it has there.

    ``half_days`` are those of a week at these stops, None where nobody can tell; ``stops`` counts
    those of an itinerant place, 0 for a fixed one.
    """

    area: str
    open: bool
    funded: bool
    half_days: int | None
    stops: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The places of an area or of a whole territory.

    ``known_half_days`` adds what is known, ``untold`` counts the places whose half-days are not.
    """

    places: int
    open_places: int
    funded_places: int
    stops: int
    known_half_days: int
    untold: int

    @property
    def half_days(self) -> int | None:
        """The half-days of a week, None as soon as those of one place are unknown."""
        return None if self.untold else self.known_half_days


def tally(presences: Iterable[Presence]) -> Tally:
    """Count places: each is there once, with all its stops."""
    found = tuple(presences)
    return Tally(
        places=len(found),
        open_places=sum(each.open for each in found),
        funded_places=sum(each.funded for each in found),
        stops=sum(each.stops for each in found),
        known_half_days=sum(each.half_days or 0 for each in found),
        untold=sum(each.half_days is None for each in found),
    )
