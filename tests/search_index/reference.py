"""The same searches done the slow and obvious way, one document at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from search_index.analysis import forms, stem
from search_index.documents import ListingDocument, SiteDocument
from search_index.query import Position, SearchQuery
from tests.search_index.places import WeekCalendar

_EPOCH = date(1970, 1, 1)

Place = tuple[ListingDocument, SiteDocument]


def all_places(listings: Iterable[ListingDocument]) -> list[Place]:
    """Return every site with its listing."""
    return [(listing, site) for listing in listings for site in listing.sites]


def distance_km(position: Position, site: SiteDocument) -> float:
    """Return the great-circle distance by the haversine formula."""
    assert site.latitude is not None
    assert site.longitude is not None
    phi, other = radians(position.latitude), radians(site.latitude)
    turn = radians(site.longitude - position.longitude)
    h = sin((other - phi) / 2) ** 2 + cos(phi) * cos(other) * sin(turn / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(h)))


def matches(query: SearchQuery, places: Sequence[Place]) -> set[int]:
    """Return the ids of the sites that a query keeps."""
    found = {site.site_id for _, site in places if _passes(query, site)}
    for word in forms(query.words):
        found &= _word_sites(word, places)
    return found


def facet_counts(dimension: str, ids: set[int], places: Sequence[Place]) -> dict[str, int]:
    """Count the values of a dimension over some sites."""
    kept = (site for _, site in places if site.site_id in ids)
    return dict(Counter(slug for site in kept for slug in site.facets.get(dimension, ())))


def _passes(query: SearchQuery, site: SiteDocument) -> bool:
    facets = {name: set(slugs) for name, slugs in site.facets.items()}
    filtered = all(facets.get(name, set()) & slugs for name, slugs in query.filters.items())
    return filtered and _reachable(query, site) and _open(query, site)


def _reachable(query: SearchQuery, site: SiteDocument) -> bool:
    if query.position is None:
        return True
    if site.latitude is None:
        served = set(site.facets.get("departement", ())) & query.remote_departements
        return query.radius_km is None and bool(served)
    return query.radius_km is None or distance_km(query.position, site) <= query.radius_km


def _open(query: SearchQuery, site: SiteDocument) -> bool:
    if query.open_during is None:
        return True
    for begin, end in query.open_during.get(site.zone, ()):
        first = _EPOCH + timedelta(days=begin // 1440)
        last = _EPOCH + timedelta(days=(end - 1) // 1440)
        openings = WeekCalendar().openings(site.schedule, first, last) if site.schedule else []
        if any(opens < end and closes > begin for opens, closes in openings):
            return True
    return False


def _word_sites(word: str, places: Sequence[Place]) -> set[int]:
    return {
        site.site_id
        for _, site in places
        for form in forms(" ".join(site.texts.values()))
        if stem(form) == stem(word) or (len(word) >= 3 and form.startswith(word))
    }
