"""The zone of a place or of a service without one."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.calendar.zones import LocalZone, zone_of_commune, zone_of_departement
from portal.domain.listing import NATIONAL

_PARIS = "75"


def zone_of_place(code_insee: str | None, departements: Sequence[str] = ()) -> LocalZone:
    """Return the zone of a commune, else of the first département served, else of Paris."""
    if code_insee:
        return zone_of_commune(code_insee)
    return zone_of_departement(next((code for code in departements if code != NATIONAL), _PARIS))
