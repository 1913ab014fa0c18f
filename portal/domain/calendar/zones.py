"""From a commune or a département to its time zone and its two holiday zones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from portal.domain.calendar.public import PublicHolidayZone
from portal.domain.calendar.school import SchoolZone


@dataclass(frozen=True, slots=True)
class LocalZone:
    """What the clock and the calendar of a place are: an IANA time zone and two holiday zones."""

    time_zone: str
    public_holidays: PublicHolidayZone
    school: SchoolZone

    @property
    def key(self) -> str:
        """Return a short text that names the zone and no other; see ``from_key``."""
        return f"{self.time_zone}|{self.public_holidays.name}|{self.school.value}"

    @classmethod
    def from_key(cls, key: str) -> Self:
        """Return the zone that ``key`` names. ValueError for a text that is not a key."""
        parts = key.split("|")
        if len(parts) != 3 or parts[1] not in PublicHolidayZone.__members__:
            raise ValueError(f"not a zone key: {key!r}")
        return cls(parts[0], PublicHolidayZone[parts[1]], SchoolZone(parts[2]))


_PARIS = "Europe/Paris"

# Académies of each zone, by département (arrêté of the ministry of education).
_SCHOOL_ZONES = {
    SchoolZone.A: "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74"
    " 79 86 87 89 90",
    SchoolZone.B: "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56"
    " 57 59 60 61 62 67 68 72 76 80 83 84 85 88",
    SchoolZone.C: "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
    SchoolZone.CORSE: "2A 2B 20",
}

_ALSACE_MOSELLE = frozenset({"57", "67", "68"})

_OVERSEAS = {
    "971": LocalZone("America/Guadeloupe", PublicHolidayZone.GUADELOUPE, SchoolZone.GUADELOUPE),
    "972": LocalZone("America/Martinique", PublicHolidayZone.MARTINIQUE, SchoolZone.MARTINIQUE),
    "973": LocalZone("America/Cayenne", PublicHolidayZone.GUYANE, SchoolZone.GUYANE),
    "974": LocalZone("Indian/Reunion", PublicHolidayZone.REUNION, SchoolZone.REUNION),
    "975": LocalZone(
        "America/Miquelon",
        PublicHolidayZone.SAINT_PIERRE_ET_MIQUELON,
        SchoolZone.SAINT_PIERRE_ET_MIQUELON,
    ),
    "976": LocalZone("Indian/Mayotte", PublicHolidayZone.MAYOTTE, SchoolZone.MAYOTTE),
    "977": LocalZone(
        "America/St_Barthelemy", PublicHolidayZone.SAINT_BARTHELEMY, SchoolZone.SAINT_BARTHELEMY
    ),
    "978": LocalZone("America/Marigot", PublicHolidayZone.SAINT_MARTIN, SchoolZone.SAINT_MARTIN),
    "986": LocalZone(
        "Pacific/Wallis", PublicHolidayZone.WALLIS_ET_FUTUNA, SchoolZone.WALLIS_ET_FUTUNA
    ),
    "987": LocalZone(
        "Pacific/Tahiti", PublicHolidayZone.POLYNESIE_FRANCAISE, SchoolZone.POLYNESIE_FRANCAISE
    ),
    "988": LocalZone(
        "Pacific/Noumea", PublicHolidayZone.NOUVELLE_CALEDONIE, SchoolZone.NOUVELLE_CALEDONIE
    ),
}

# The INSEE codes that the two islands had as communes of Guadeloupe, until 2008.
_FORMER_CODES = {"97123": "977", "97127": "978"}


def zone_of_commune(code_insee: str) -> LocalZone:
    """Return the zone of a commune from its INSEE code. ValueError for a code of nowhere.

    All of French Polynesia takes Tahiti's time (the Marquises are half an hour ahead).
    """
    if len(code_insee) != 5:
        raise ValueError(f"not an INSEE code: {code_insee!r}")
    overseas = code_insee.startswith(("97", "98"))
    code = _FORMER_CODES.get(code_insee, code_insee[:3] if overseas else code_insee[:2])
    return zone_of_departement(code)


@lru_cache(maxsize=256)
def zone_of_departement(code: str) -> LocalZone:
    """Return the zone of a département or overseas territory. ValueError for an unknown code."""
    if code in _OVERSEAS:
        return _OVERSEAS[code]
    for school, departements in _SCHOOL_ZONES.items():
        if code in departements.split():
            return LocalZone(_PARIS, _mainland_holidays(code), school)
    raise ValueError(f"not a département: {code!r}")


def codes_of(school: SchoolZone) -> tuple[str, ...]:
    """Return how the INSEE codes of a school zone begin, those of former communes included."""
    mainland = _SCHOOL_ZONES.get(school, "").split()
    overseas = [code for code, zone in _OVERSEAS.items() if zone.school is school]
    former = [code for code, now in _FORMER_CODES.items() if now in overseas]
    return (*mainland, *overseas, *former)


def _mainland_holidays(code: str) -> PublicHolidayZone:
    """Return the public holidays of a département of mainland France or Corse."""
    local = code in _ALSACE_MOSELLE
    return PublicHolidayZone.ALSACE_MOSELLE if local else PublicHolidayZone.METROPOLE
