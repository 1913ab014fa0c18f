"""Finding places: from what a person asks to a page of results, without touching the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from portal.domain.calendar import LocalZone, SchoolCalendar
from portal.domain.days import day_in_paris
from portal.domain.freshness import is_to_confirm
from portal.domain.hours import Schedule, opening_at, phrase, statement
from portal.domain.listing import NATIONAL
from portal.domain.moments import MinuteRange, Moment, NamedMoment
from portal.services.directory import Directory
from portal.services.financing import facets_on, filters_on, with_funding
from search_index.hits import Hit
from search_index.query import Position, SearchQuery
from search_index.stored import StoredListing
from search_index.view import SearchView

FACETS = ("type", "theme", "public", "departement")
NOW = Moment(name=NamedMoment.MAINTENANT)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a person searches from; ``departement`` is the one whose remote services are shown."""

    latitude: float
    longitude: float
    departement: str
    label: str = ""
    code_insee: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceSearch:
    """What a person asks for; values of one filter are alternatives, filters must all hold.

    ``facets`` names what to count.
    """

    words: str = ""
    origin: Origin | None = None
    radius_km: float | None = None
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    moment: Moment | None = None
    page: int = 1
    per_page: int = 20
    facets: tuple[str, ...] = FACETS


@dataclass(frozen=True, slots=True)
class Result:
    """One place found: the facts of its listing and site, how far it is, whether it is open.

    ``to_confirm``: its review date is past, people had better call first.
    """

    hit: Hit
    listing: Mapping[str, Any]
    site: Mapping[str, Any]
    opening: Mapping[str, Any]
    to_confirm: bool

    @property
    def distance_km(self) -> float | None:
        """The great-circle distance in kilometres, to the nearest 10 m."""
        exact = self.hit.distance_km
        return None if exact is None else round(exact, 2)


@dataclass(frozen=True, slots=True)
class Results:
    """A page of places, the count of all of them by facet, and since when the data stands."""

    total: int
    page: int
    per_page: int
    facets: Mapping[str, Mapping[str, int]]
    places: tuple[Result, ...]
    data_of: datetime


def search_places(directory: Directory, search: PlaceSearch) -> Results:
    """Return the page of places that answers a search."""
    return directory.answer(lambda view: _results(directory, view, search))


def _results(directory: Directory, view: SearchView, search: PlaceSearch) -> Results:
    now = _to_the_minute(directory.clock())
    filters = filters_on(view, search.filters, now)
    found = view.search(_query(directory, replace(search, filters=filters), now))
    moment = search.moment or NOW
    return Results(
        total=found.total,
        page=search.page,
        per_page=search.per_page,
        facets=facets_on(found.facets, now),
        places=tuple(_result(directory, view, hit, moment, now) for hit in found.hits),
        data_of=view.built_at,
    )


def count_places(directory: Directory) -> int:
    """Return the number of places in the directory."""
    return directory.index.search(SearchQuery(limit=1, facets=())).total


def find_listing(directory: Directory, slug: str) -> StoredListing | None:
    """Return the published listing with that slug, or None; funded or not as of today."""
    found = directory.answer(lambda view: view.listing(slug))
    return found and replace(found, facts=with_funding(found.facts, directory.clock()))


def opening_facts(
    directory: Directory, site: Mapping[str, Any], moment: Moment, now: datetime
) -> Mapping[str, Any]:
    """Return whether a site is open, under the names of the API; ``enonce`` is for other languages.

    It is the ``Statement`` of which ``phrase`` is the French.
    """
    return _opening(site["planning"], moment, _to_the_minute(now), directory.school)


def _query(directory: Directory, search: PlaceSearch, now: datetime) -> SearchQuery:
    origin = search.origin
    served = frozenset({origin.departement, NATIONAL}) if origin else frozenset[str]()
    moment = search.moment
    return SearchQuery(
        words=search.words,
        position=Position(origin.latitude, origin.longitude) if origin else None,
        radius_km=search.radius_km,
        remote_departements=served,
        filters=search.filters,
        open_during=_ranges(moment, now, directory.school, directory.zones) if moment else None,
        offset=(search.page - 1) * search.per_page,
        limit=search.per_page,
        facets=search.facets,
    )


def _result(
    directory: Directory, view: SearchView, hit: Hit, moment: Moment, now: datetime
) -> Result:
    shared, site = directory.facts(view, hit)
    listing = with_funding(shared, now)
    opening = _opening(site["planning"], moment, now, directory.school)
    to_confirm = is_to_confirm(listing["a_revoir_le"], day_in_paris(now))
    return Result(hit, listing, site, opening, to_confirm)


def _to_the_minute(now: datetime) -> datetime:
    """Drop the seconds, so that what is worked out is kept for a minute."""
    return now.replace(second=0, microsecond=0)


@lru_cache(maxsize=256)
def _ranges(
    moment: Moment, now: datetime, school: SchoolCalendar, zones: tuple[LocalZone, ...]
) -> Mapping[str, tuple[MinuteRange, ...]]:
    return {zone.key: moment.ranges(zone, now, school) for zone in zones}


@lru_cache(maxsize=16_384)
def _opening(
    planning: str, moment: Moment, now: datetime, school: SchoolCalendar
) -> Mapping[str, Any]:
    schedule = Schedule.from_key(planning)
    instant = moment.instant(schedule.zone, now)
    opening = opening_at(schedule, instant, school)
    return {
        "etat": opening.etat,
        "jusqu_a": _iso(opening.jusqu_a),
        "prochaine_ouverture": _iso(opening.prochaine_ouverture),
        "phrase": phrase(opening, instant),
        "enonce": statement(opening, instant),
    }


def _iso(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()
