"""A survey of a territory, from the listings that are published now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import TypeVar

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
from portal.domain.referentiel import RuleSettings
from portal.domain.territory import Territory
from portal.services.coverage.around import around
from portal.services.coverage.keeping import Progress
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

Value = TypeVar("Value")

PLACE_KINDS = frozenset({ListingKind.LIEU_RESSOURCE, ListingKind.MAISON_1000_JOURS})
"""What covers a territory, unless a question asks for partners too."""

PARTNER_KINDS = frozenset(
    {
        ListingKind.LAEP,
        ListingKind.MEDIATION_FAMILIALE,
        ListingKind.ESPACE_RENCONTRE,
        ListingKind.CENTRE_SOCIAL,
        ListingKind.AUTRE_PARTENAIRE,
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a territory.

    Hours are those of the year from ``start``. ``funded`` are the ids of the listings that a
    funding file covers on that day: funding derives from files, never from what an import declared,
    so nothing is funded where nobody passes them. Invented listings count where ``demonstration``
    is set. Half-days are counted with the figures of ``rules``. The order of the zones blanches and
    ``Survey.scenario`` take the first radius.
    """

    scope: Scope
    start: date
    radii_km: Sequence[float] = RADII_KM
    kinds: frozenset[ListingKind] = PLACE_KINDS
    funded: frozenset[int] = field(default_factory=frozenset)
    demonstration: bool = False
    rules: RuleSettings = field(default_factory=RuleSettings)


@dataclass(frozen=True, slots=True)
class Survey:
    """The answer: ``coverage``, and what other answers start from.

    ``stops`` are those inside the territory and those within reach of it, each with whether it is
    open.
    """

    question: Question
    coverage: Coverage
    ground: Ground
    places: Places
    stops: tuple[tuple[PlacedStop, bool], ...]

    def scenario(self, radius_km: float | None = None) -> Scenario:
        """Return what-ifs on this territory, by default within the first radius."""
        radius = self.coverage.radii_km[0] if radius_km is None else radius_km
        return Scenario(self.ground, self.places.open_points, radius)


def survey(
    session: Session, territory: Territory, question: Question, progress: Progress | None = None
) -> Survey:
    """Survey a territory, in straight lines.

    Open places beyond its border cover the people inside who are near them. A social centre is
    present in an EPCI where one is published in this directory: its absence here is not a proof.
    ``progress`` is told of the hours that were read: of places, then of the stops within reach.
    """
    ground = _ground(territory, question.scope.departements)
    stops = _stops(session, territory, question, ground)
    counted = [stop for stop in stops if stop.kind in question.kinds]
    calendar = _calendar(json.dumps(holidays_as_json(list_school_holidays(session))))
    inside = [stop for stop in counted if _is_inside(stop, question.scope)]
    met = dict.fromkeys([*inside, *_near(counted, ground, max(question.radii_km))])
    by_area = _presences(inside, question, calendar, by_area=True)
    areas = len({(stop.area, stop.listing_id) for stop in inside})
    steps = _Steps(areas + len(met), progress)
    presences = tuple(steps.counted(by_area))
    opens = ((stop, is_open(stop, question.start, calendar)) for stop in met)
    stops_met = tuple(steps.counted(opens))
    places = Places(
        presences=presences,
        wholes=tuple(_presences(inside, question, calendar, by_area=False)),
        outside=_outside(counted, inside),
        social_centres={s.area for s in stops if s.kind is ListingKind.CENTRE_SOCIAL},
        open_points=vectors_of([stop for stop, opens in stops_met if opens]),
    )
    return Survey(question, cover(ground, places, question.radii_km), ground, places, stops_met)


@lru_cache(maxsize=16)
def _ground(territory: Territory, departements: frozenset[str] | None) -> Ground:
    """Return the ground; the same object, so that surveys which are kept share it."""
    return ground_of(territory, departements)


@lru_cache(maxsize=2)
def _calendar(entered: str) -> SchoolCalendar:
    """Return the calendar of the holidays entered; the same object, so that answers are kept."""
    return school_calendar(json.loads(entered))


def _stops(
    session: Session, territory: Territory, question: Question, ground: Ground
) -> list[PlacedStop]:
    """Return the places and the social centres that can count."""
    part = question.scope.departements is not None
    return placed_stops(
        session,
        territory,
        question.kinds | {ListingKind.CENTRE_SOCIAL},
        demonstration=question.demonstration,
        around=around(territory, ground, max(question.radii_km)) if part else None,
    )


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
            half_days=half_days_of(schedules, question.start, calendar, question.rules),
            stops=sum(stop.itinerant for stop in there),
        )


@dataclass
class _Steps:
    """Tells ``progress`` how many of how many steps are done."""

    total: int
    progress: Progress | None
    done: int = 0

    def counted(self, items: Iterator[Value]) -> Iterator[Value]:
        """Yield the items, each of which is a step."""
        for item in items:
            yield item
            self.done += 1
            if self.progress is not None:
                self.progress(self.done, self.total)


def _outside(stops: Collection[PlacedStop], inside: Collection[PlacedStop]) -> dict[str, int]:
    """Return, by area, how many places it has that do not stop in its part inside."""
    here = {(stop.area, stop.listing_id) for stop in inside}
    there = {(stop.area, stop.listing_id) for stop in stops} - here
    counts: dict[str, int] = defaultdict(int)
    for area, _ in there:
        counts[area] += 1
    return dict(counts)
