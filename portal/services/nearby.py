"""Nearby: how far stops are from a person, and what is open when a place is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from portal.domain.listing import NATIONAL, ListingKind
from portal.domain.moments import Moment
from portal.services.directory import Directory
from portal.services.search import Origin, PlaceSearch, Result, search_places
from search_index.geo import great_circle_km, unit_vector
from search_index.stored import StoredListing

RADIUS_KM = 30.0
MOST = 3
_LOOKED_AT = 20
"""Enough results for three listings, several of which may be stops of one."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What answers instead: places to go to, or else listening services; or nothing."""

    places: tuple[Result, ...] = ()
    lines: tuple[Result, ...] = ()


def distance_km(origin: Origin, site: Mapping[str, Any]) -> float | None:
    """Return the great-circle distance from a person to a site, None where it has no position."""
    if site["latitude"] is None:
        return None
    here = unit_vector(origin.latitude, origin.longitude)
    there = unit_vector(site["latitude"], site["longitude"])
    return float(great_circle_km(np.array([there]), here)[0])


def open_instead(
    directory: Directory, found: StoredListing, moment: Moment, origin: Origin | None = None
) -> Alternatives:
    """Return what is open at the moment, near the person or else near the listing's first site."""
    start = origin or _origin_of(found)
    if start is not None:
        near = PlaceSearch(origin=start, radius_km=RADIUS_KM, moment=moment, per_page=_LOOKED_AT)
        places = _others(directory, near, found)
        if places:
            return Alternatives(places=places)
    return Alternatives(lines=_others(directory, _lines(found, moment), found))


def _lines(found: StoredListing, moment: Moment) -> PlaceSearch:
    served = {code for site in found.sites for code in (site["departement"] or "").split("|")}
    filters = {
        "type": frozenset({str(ListingKind.ECOUTE_DISTANCE)}),
        "departement": frozenset({*filter(None, served), NATIONAL}),
    }
    return PlaceSearch(filters=filters, moment=moment, per_page=_LOOKED_AT)


def _others(directory: Directory, search: PlaceSearch, found: StoredListing) -> tuple[Result, ...]:
    """Return the first listings of a search other than this one, each once."""
    kept: dict[int, Result] = {}
    for result in search_places(directory, search).places:
        if result.hit.listing_id != found.listing_id:
            kept.setdefault(result.hit.listing_id, result)
    return tuple(kept.values())[:MOST]


def _origin_of(found: StoredListing) -> Origin | None:
    placed = (site for site in found.sites if site["latitude"] is not None)
    site = next(placed, None)
    if site is None:
        return None
    return Origin(site["latitude"], site["longitude"], site["departement"])
