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

Filters = Mapping[str, frozenset[str]]

QUESTIONNAIRE = ROOT / "seed_data" / "orientation.toml"
_EACH = 6
"""Places taken from each search: more than are suggested, since some do not fit."""
_LINES: Filters = {"type": frozenset({ListingKind.ECOUTE_DISTANCE.value})}
_FROM_HOME: Filters = {
    "departement": frozenset({NATIONAL}),
    "acces": frozenset({Access.A_DISTANCE.value}),
}
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
    found = gather(directory, asked, origin)
    now = directory.clock().replace(second=0, microsecond=0)
    candidates = [
        candidate(result, asked.moments, now, directory.school) for result in found.values()
    ]
    suggestions = suggest(asked, candidates, questionnaire.scale)
    return tuple(Suggested(each, found[each.candidate.key]) for each in suggestions)


def gather(directory: Directory, asked: Asked, origin: Origin | None) -> dict[int, Result]:
    """Return the sites worth judging, by their number.

    The nearest of all, the nearest that grant each wish, and the listening lines; each of them also
    among what is open at the moments asked for.
    """
    found: dict[int, Result] = {}
    for search in _searches(asked, origin):
        found.update((each.hit.site_id, each) for each in search_places(directory, search).places)
    return found


def candidate(
    result: Result, moments: Iterable[NamedMoment], now: datetime, school: SchoolCalendar
) -> Candidate:
    """Return what the engine needs to know of a site."""
    listing, site = result.listing, result.site
    named = {
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
        words=frozenset((name, str(slug)) for name, slugs in named.items() for slug in slugs),
        distance_km=result.distance_km,
        usable=bool(listing["telephone"] or (site["adresse"] and opens)),
    )


def _searches(asked: Asked, origin: Origin | None) -> Iterator[PlaceSearch]:
    """Yield each search once: every narrowing, at any time and at each moment asked for."""
    where = {} if origin else _FROM_HOME
    times = (None, *(Moment(name=name) for name in asked.moments))
    narrowings = [{}, _LINES, *(found for wish in asked.wishes for found in _filters(wish))]
    for position, narrowing in enumerate(narrowings):
        if narrowing in narrowings[:position]:
            continue
        for moment in times:
            yield PlaceSearch(
                origin=origin, filters={**where, **narrowing}, moment=moment, per_page=_EACH
            )


def _filters(wish: Wish) -> Iterator[Filters]:
    """Yield the filters of the index that keep what grants a wish."""
    if wish.kinds:
        yield {"type": frozenset(map(str, wish.kinds))}
    if wish.themes:
        yield {"theme": wish.themes}
    for fact in wish.facts:
        yield {fact.value: frozenset({"oui"})}


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
