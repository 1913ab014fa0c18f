"""Orientation: from the answers of the questionnaire to places and listening lines that fit.

Nothing is kept of what people answer, and the database is not needed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from portal.domain.calendar import SchoolCalendar
from portal.domain.hours import OpeningState, Schedule, open_minutes
from portal.domain.listing import NATIONAL, Access, ListingKind
from portal.domain.moments import Moment, NamedMoment
from portal.domain.orientation import (
    Asked,
    Candidate,
    Questionnaire,
    Suggestion,
    Wish,
    questionnaire_from,
    suggest,
)
from portal.services.directory import Directory
from portal.services.search import Origin, PlaceSearch, Result, search_places
from portal.settings import ROOT

Narrowing = frozenset[tuple[str, frozenset[str]]]
"""Filters of the index: names with the values that will do."""

QUESTIONNAIRE = ROOT / "seed_data" / "orientation.toml"
_EACH = 6
"""Places taken from each search: more than are suggested, since some do not fit."""
ANYTHING: Narrowing = frozenset()
LINES: Narrowing = frozenset({("type", frozenset({ListingKind.ECOUTE_DISTANCE.value}))})
FROM_HOME: Narrowing = frozenset(
    {("departement", frozenset({NATIONAL})), ("acces", frozenset({Access.A_DISTANCE.value}))}
)
_EPOCH = date(1970, 1, 1)
_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Suggested:
    """A place that is suggested: why, and what to show of it."""

    suggestion: Suggestion
    result: Result


@lru_cache(maxsize=1)
def load_questionnaire() -> Questionnaire:
    """Return the committed questionnaire; raises OrientationError when it is not well formed."""
    return questionnaire_from(tomllib.loads(QUESTIONNAIRE.read_text(encoding="utf-8")))


def suggest_places(
    directory: Directory, questionnaire: Questionnaire, asked: Asked, origin: Origin | None
) -> tuple[Suggested, ...]:
    """Return what to suggest, the best first.

    Without an origin only what serves the whole country at a distance is suggested.
    """
    narrowings = dict.fromkeys((ANYTHING, LINES, *_narrowings(asked.wishes)))
    found = gather(directory, tuple(narrowings), asked.moments, origin)
    suggestions = suggest(asked, found, questionnaire.scale)
    return tuple(Suggested(each, found[each.candidate]) for each in suggestions)


def gather(
    directory: Directory,
    narrowings: tuple[Narrowing, ...],
    moments: tuple[NamedMoment, ...],
    origin: Origin | None,
) -> Mapping[Candidate, Result]:
    """Return the sites worth judging: the nearest of each narrowing.

    Each is looked for at any time, then among what is open at each of the moments.
    """
    found: dict[int, Result] = {}
    for moment in (None, *moments):
        found.update(_nearest(directory, narrowings, moment, origin))
    now = directory.clock().replace(second=0, microsecond=0)
    school = directory.school
    return {_candidate(each, moments, now, school): each for each in found.values()}


def _nearest(
    directory: Directory,
    narrowings: tuple[Narrowing, ...],
    moment: NamedMoment | None,
    origin: Origin | None,
) -> Mapping[int, Result]:
    """Return the nearest sites of each narrowing, by their number; open at the moment if any."""
    where = frozenset() if origin else FROM_HOME
    found: dict[int, Result] = {}
    for narrowing in narrowings:
        search = PlaceSearch(
            origin=origin,
            filters=dict((*where, *narrowing)),
            moment=Moment(name=moment) if moment else None,
            per_page=_EACH,
            facets=(),
        )
        found.update((each.hit.site_id, each) for each in search_places(directory, search).places)
    return found


def _narrowings(wishes: Iterable[Wish]) -> Iterator[Narrowing]:
    """Yield the filters of the index that keep what grants each wish."""
    for wish in wishes:
        if wish.kinds:
            yield frozenset({("type", frozenset(map(str, wish.kinds)))})
        if wish.themes:
            yield frozenset({("theme", wish.themes)})
        for fact in wish.facts:
            yield frozenset({(fact.value, frozenset({"oui"}))})


def _candidate(
    result: Result, moments: Iterable[NamedMoment], now: datetime, school: SchoolCalendar
) -> Candidate:
    """Return what the engine needs to know of a site."""
    listing, site = result.listing, result.site
    said: Mapping[str, Iterable[str]] = {
        "type": [listing["type"]],
        "theme": listing["themes"],
        "public": listing["publics"],
        "mode": listing["modes"],
        "fact": [fact for fact in ("gratuit", "accessible", "anonyme") if listing[fact]],
        "moment": [name for name in moments if _open_at(site["planning"], name, now, school)],
    }
    opens = result.opening["etat"] == OpeningState.OUVERT or result.opening["prochaine_ouverture"]
    return Candidate(
        key=result.hit.site_id,
        listing=result.hit.listing_id,
        words=frozenset((name, str(slug)) for name, slugs in said.items() for slug in slugs),
        distance_km=result.distance_km,
        usable=bool(listing["telephone"] or (site["adresse"] and opens)),
    )


@lru_cache(maxsize=16_384)
def _open_at(planning: str, name: NamedMoment, now: datetime, school: SchoolCalendar) -> bool:
    """Tell whether a site is open at some instant of a moment."""
    schedule = Schedule.from_key(planning)
    if schedule.hours is None and not schedule.exceptions:
        return False
    for start, end in Moment(name=name).ranges(schedule.zone, now, school):
        first, last = (_EPOCH + timedelta(days=m // _MINUTES_A_DAY) for m in (start, end))
        opened = open_minutes(schedule, first, last, school)
        if any(low < end and start < high for low, high in opened):
            return True
    return False
