"""The stops of published places, with what a survey asks of each: where, in what area, is it open.

«Ouvert» is our choice: published, and known hours that receive people at some time within a year,
with or without an appointment; or received by appointment without saying when. Remote hours do not
count, nor do hours that are not communicated or cannot be told («horaires à confirmer»).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from sqlalchemy.orm import Session

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import OpeningState, half_days
from portal.domain.listing import ListingKind, Mode, is_placed
from portal.domain.referentiel.openings import PhysicalSchedule
from portal.domain.referentiel.settings import RuleSettings
from portal.domain.territory import Commune, Territory
from portal.domain.territory.columns import Floats, unit_vectors
from portal.services.projection.facts import schedule_of
from portal.store.placed_sites import Around, list_placed_sites
from portal.store.sites import Site

_RECEIVING = (OpeningState.OUVERT, OpeningState.SUR_RENDEZ_VOUS)
_KEPT = 16384
"""How many answers about hours are kept in memory; half-days take some ten milliseconds each."""


@dataclass(frozen=True, slots=True)
class PlacedStop:
    """A stop on the map. ``area`` is its EPCI, or its commune on an island that has none."""

    listing_id: int
    name: str
    slug: str
    kind: ListingKind
    itinerant: bool
    by_appointment: bool
    departement: str
    area: str
    latitude: float
    longitude: float
    schedule: PhysicalSchedule


def placed_stops(
    session: Session,
    territory: Territory,
    kinds: Collection[ListingKind],
    *,
    demonstration: bool,
    around: Around | None = None,
) -> list[PlacedStop]:
    """Return the stops to which people can go, by id; those ``around`` somewhere at least.

    A stop without a position stands at the reference point of its commune, as on the map; without
    either, or in a commune that is not known, it is left out.
    """
    sites = list_placed_sites(session, kinds, demonstration=demonstration, around=around)
    found = (_placed(site, territory) for site in sites)
    return [stop for stop in found if stop is not None]


def vectors_of(stops: Collection[PlacedStop]) -> Floats:
    """Return the stops on the unit sphere: float64, shape (m, 3)."""
    latitude = np.array([stop.latitude for stop in stops], dtype=np.float64)
    longitude = np.array([stop.longitude for stop in stops], dtype=np.float64)
    return unit_vectors(latitude, longitude)


def is_open(stop: PlacedStop, start: date, calendar: SchoolCalendar) -> bool:
    """Tell whether the stop receives people within the year from ``start``."""
    if not stop.schedule.communicated:
        return stop.by_appointment
    return _receives(stop.schedule, start, calendar)


@lru_cache(maxsize=_KEPT)
def _receives(schedule: PhysicalSchedule, start: date, calendar: SchoolCalendar) -> bool:
    days = (start + timedelta(days=number) for number in range(365))
    return any(state in _RECEIVING for day in days for _, _, state in schedule.spans(day, calendar))


@lru_cache(maxsize=_KEPT)
def half_days_of(
    schedules: tuple[PhysicalSchedule, ...],
    start: date,
    calendar: SchoolCalendar,
    rules: RuleSettings,
) -> int | None:
    """Return the half-days a week of these stops of one place, as rule L11 counts them.

    None where nobody can tell.
    """
    return half_days(
        schedules,
        start,
        calendar,
        threshold=rules.half_days,
        minimum_minutes=rules.minimum_minutes,
    ).count


def _placed(site: Site, territory: Territory) -> PlacedStop | None:
    listing = site.listing
    commune = territory.find_commune(site.code_insee or "")
    if commune is None or not is_placed(listing.kind, listing.modes, site.code_insee):
        return None
    latitude, longitude = _point(site, commune)
    said = schedule_of(site, zone_of_departement(commune.departement))
    return PlacedStop(
        listing_id=listing.id,
        name=f"{listing.name}, {site.stop}" if site.stop else listing.name,
        slug=listing.slug,
        kind=listing.kind,
        itinerant=listing.itinerant,
        by_appointment=Mode.SUR_RENDEZ_VOUS in listing.modes,
        departement=commune.departement,
        area=commune.epci or commune.code_insee,
        latitude=latitude,
        longitude=longitude,
        schedule=PhysicalSchedule(said.hours, said.zone, said.exceptions),
    )


def _point(site: Site, commune: Commune) -> tuple[float, float]:
    if site.latitude is None or site.longitude is None:
        return commune.latitude, commune.longitude
    return site.latitude, site.longitude
