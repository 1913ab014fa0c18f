"""The school zones that no library knows, whose holidays staff enter, and what they may enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from portal.domain.calendar.school import HolidayRange, SchoolZone
from portal.domain.french import day_and_month

ENTERED_ZONES: Mapping[SchoolZone, str] = {
    SchoolZone.CORSE: "Corse",
    SchoolZone.GUADELOUPE: "Guadeloupe",
    SchoolZone.MARTINIQUE: "Martinique",
    SchoolZone.GUYANE: "Guyane",
    SchoolZone.REUNION: "La Réunion",
    SchoolZone.MAYOTTE: "Mayotte",
    SchoolZone.SAINT_PIERRE_ET_MIQUELON: "Saint-Pierre-et-Miquelon",
    SchoolZone.SAINT_BARTHELEMY: "Saint-Barthélemy",
    SchoolZone.SAINT_MARTIN: "Saint-Martin",
    SchoolZone.WALLIS_ET_FUTUNA: "Wallis-et-Futuna",
    SchoolZone.POLYNESIE_FRANCAISE: "Polynésie française",
    SchoolZone.NOUVELLE_CALEDONIE: "Nouvelle-Calédonie",
}
"""The zones that staff fill, with their names."""

LONGEST = timedelta(days=120)
"""No school holiday lasts for longer: beyond it, a year was mistyped."""


def why_refused(new: HolidayRange, others: Iterable[HolidayRange]) -> str:
    """Return, in French, why a holiday cannot be added to those of its zone, or ""."""
    if new.end - new.start > LONGEST:
        return "Dernier jour : ces vacances dureraient plus de quatre mois."
    for other in others:
        if new.start <= other.end and other.start <= new.end:
            first = f"{day_and_month(other.start)} {other.start.year}"
            last = f"{day_and_month(other.end)} {other.end.year}"
            return f"Premier jour : «{other.name}» couvre déjà du {first} au {last}."
    return ""
