"""French public holidays by territory, from jours-feries-france with its gaps filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from jours_feries_france import JoursFeries


class PublicHolidayZone(StrEnum):
    """A territory with its own list of public holidays; the value is the library's name."""

    METROPOLE = "Métropole"
    ALSACE_MOSELLE = "Alsace-Moselle"
    GUADELOUPE = "Guadeloupe"
    GUYANE = "Guyane"
    MARTINIQUE = "Martinique"
    MAYOTTE = "Mayotte"
    REUNION = "La Réunion"
    SAINT_BARTHELEMY = "Saint-Barthélémy"
    SAINT_MARTIN = "Saint-Martin"
    SAINT_PIERRE_ET_MIQUELON = "Saint-Pierre-et-Miquelon"
    NOUVELLE_CALEDONIE = "Nouvelle-Calédonie"
    POLYNESIE_FRANCAISE = "Polynésie Française"
    WALLIS_ET_FUTUNA = "Wallis-et-Futuna"


@lru_cache(maxsize=512)
def public_holidays(zone: PublicHolidayZone, year: int) -> Mapping[date, str]:
    """Return the public holidays of ``year`` in the territory, in order of date, with their names.

    Two holidays that fall on one day are joined ("8 mai et Ascension"). Good Friday counts in the
    whole of Alsace-Moselle, although the law keeps it to communes with a Protestant church; days
    off by custom only (Good Friday in the Antilles, 2 November) do not count.
    """
    named = [(day, name) for name, day in JoursFeries.for_year(year, zone.value).items()]
    days: dict[date, str] = {}
    for day, name in sorted(named + _missing(zone, year)):
        days[day] = f"{days[day]} et {name}" if day in days else name
    return MappingProxyType(days)


def _missing(zone: PublicHolidayZone, year: int) -> list[tuple[date, str]]:
    """Return what the library leaves out: the holidays that the Pacific territories add."""
    if zone is PublicHolidayZone.NOUVELLE_CALEDONIE:
        return [(date(year, 9, 24), "Fête de la citoyenneté")]
    if zone is PublicHolidayZone.WALLIS_ET_FUTUNA:
        return [
            (date(year, 4, 28), "Saint Pierre Chanel"),
            (date(year, 7, 29), "Fête du territoire"),
        ]
    if zone is PublicHolidayZone.POLYNESIE_FRANCAISE:
        return [
            (date(year, 3, 5), "Arrivée de l’Évangile"),
            (JoursFeries.paques(year) - timedelta(days=2), "Vendredi saint"),
            _polynesian_day(year),
        ]
    return []


def _polynesian_day(year: int) -> tuple[date, str]:
    """Return Matari’i i ni’a (20 November), which replaced the 29 June in 2025."""
    if year >= 2025:
        return date(year, 11, 20), "Matari’i i ni’a"
    return date(year, 6, 29), "Fête de l’autonomie"
