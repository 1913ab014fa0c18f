"""A survey of a territory, from the listings that are published now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import isfinite

from sqlalchemy.orm import Session

from portal.domain.calendar import SchoolCalendar
from portal.domain.coverage import (
    RADII_KM,
    Coverage,
    Ground,
    Places,
    Presence,
    Scenario,
    cover,
    ground_of,
    nearest_km,
)
from portal.domain.listing import ListingKind
from portal.domain.territory import Territory
from portal.domain.territory.columns import Floats
from portal.services.coverage.scopes import Scope
from portal.services.coverage.stops import (
    PlacedStop,
    half_days_of,
    is_open,
    placed_stops,
    vectors_of,
)
from portal.services.projection.openings import holidays_as_json, school_calendar
from portal.store.school_holidays import list_school_holidays

PLACE_KINDS = frozenset({ListingKind.LIEU_RESSOURCE, ListingKind.MAISON_1000_JOURS})
"""What covers a territory, unless a question asks for partners too."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a territory.

    Hours are those of the year from ``start``. ``funded`` are the ids of the listings that a
    funding file covers on that day: funding derives from files, never from what an import declared,
    so nothing is funded where nobody passes them. Invented listings count where ``demonstration``
    is set. The order of the zones blanches and ``Survey.scenario`` take the first radius.
    """

    scope: Scope
    start: date
    radii_km: Sequence[float] = RADII_KM
    kinds: frozenset[ListingKind] = PLACE_KINDS
    funded: frozenset[int] = field(default_factory=frozenset)
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """The answer: ``coverage``, and what scenarios start from."""

    question: Question
    coverage: Coverage
    ground: Ground
    open_points: Floats

    def scenario(self, radius_km: float | None = None) -> Scenario:
        """Return what-ifs on this territory, by default within the first radius."""
        radius = self.coverage.radii_km[0] if radius_km is None else radius_km
        return Scenario(self.ground, self.open_points, radius)


def survey(session: Session, territory: Territory, question: Question) -> Survey:
    """Survey a territory.

    Open places beyond its border cover the people inside who are near them. A social centre is
    present in an EPCI where one is published in this directory: its absence here is not a proof.
    """
    wanted = question.kinds | {ListingKind.CENTRE_SOCIAL}
    stops = placed_stops(session, territory, wanted, demonstration=question.demonstration)
    counted = [stop for stop in stops if stop.kind in question.kinds]
    calendar = _calendar(json.dumps(holidays_as_json(list_school_holidays(session))))
    ground = ground_of(territory, question.scope.departements)
    inside = [stop for stop in counted if _is_inside(stop, question.scope)]
    near = _near(counted, ground, max(question.radii_km))
    open_points = vectors_of([s for s in near if is_open(s, question.start, calendar)])
    places = Places(
        presences=tuple(_presences(inside, question, calendar, by_area=True)),
        wholes=tuple(_presences(inside, question, calendar, by_area=False)),
        outside=_outside(counted, inside),
        social_centres={s.area for s in stops if s.kind is ListingKind.CENTRE_SOCIAL},
        open_points=open_points,
    )
    return Survey(question, cover(ground, places, question.radii_km), ground, open_points)


@lru_cache(maxsize=2)
def _calendar(entered: str) -> SchoolCalendar:
    """Return the calendar of the holidays entered; the same object, so that answers are kept."""
    return school_calendar(json.loads(entered))


def _is_inside(stop: PlacedStop, scope: Scope) -> bool:
    return scope.departements is None or stop.departement in scope.departements


def _near(stops: list[PlacedStop], ground: Ground, radius_km: float) -> list[PlacedStop]:
    """Return the stops within the radius of a commune of the ground; hours take time to read."""
    distances = nearest_km(vectors_of(stops), ground.vectors, radius_km)
    return [stop for stop, far in zip(stops, distances, strict=True) if isfinite(far)]


def _presences(
    stops: list[PlacedStop], question: Question, calendar: SchoolCalendar, *, by_area: bool
) -> Iterator[Presence]:
    """Yield each place in each area where it stops, or each place with all its stops."""
    grouped: dict[tuple[int, str], list[PlacedStop]] = defaultdict(list)
    for stop in stops:
        grouped[stop.listing_id, stop.area if by_area else ""].append(stop)
    for (listing_id, area), there in grouped.items():
        schedules = tuple(stop.schedule for stop in there)
        yield Presence(
            area=area,
            open=any(is_open(stop, question.start, calendar) for stop in there),
            funded=listing_id in question.funded,
            half_days=half_days_of(schedules, question.start, calendar),
            stops=sum(stop.itinerant for stop in there),
        )


def _outside(stops: Collection[PlacedStop], inside: Collection[PlacedStop]) -> dict[str, int]:
    """Return, by area, how many places it has that do not stop in its part inside."""
    here = {(stop.area, stop.listing_id) for stop in inside}
    there = {(stop.area, stop.listing_id) for stop in stops} - here
    counts: dict[str, int] = defaultdict(int)
    for area, _ in there:
        counts[area] += 1
    return dict(counts)
