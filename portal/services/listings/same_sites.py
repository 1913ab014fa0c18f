"""Which sites of two listings are one place, and stops that can stand in one listing."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count

from portal.domain.listings.content import ListingContent, SiteContent
from portal.services.listings.distances import Point, km_between
from portal.services.listings.traits import NEAR_KM
from search_index.text import fold

_LONGEST_STOP = 200


def align_sites(kept: ListingContent, other: ListingContent) -> ListingContent:
    """Return ``other`` with the ids of the sites of ``kept`` where they are the same place.

    Its sites that ``kept`` lacks have no id: taken over, they become sites of their own.
    """
    free = list(kept.sites)
    sites = []
    for site in other.sites:
        same = next((mine for mine in free if _same_place(mine, site)), None)
        if same is not None:
            free.remove(same)
        sites.append(replace(site, id=same.id if same else None))
    return replace(other, sites=tuple(sites))


def with_stops_of_their_own(content: ListingContent) -> ListingContent:
    """Give sites that are new a stop that no other site of the listing has: their address."""
    taken = {site.stop for site in content.sites if site.id is not None}
    sites = []
    for rank, site in enumerate(content.sites, start=1):
        stop = site.stop
        if site.id is None:
            names = (site.stop, (site.address or "")[:_LONGEST_STOP], site.commune or "")
            numbered = (f"Adresse {number}" for number in count(rank))
            stop = next(name for name in chain(names, numbered) if name not in taken)
            taken.add(stop)
        sites.append(replace(site, stop=stop))
    return replace(content, sites=tuple(sites))


def _same_place(one: SiteContent, other: SiteContent) -> bool:
    """Compare stops, then addresses, then positions: the first that both have decides."""
    if one.code_insee != other.code_insee:
        return False
    if one.stop and other.stop:
        return fold(one.stop) == fold(other.stop)
    if one.address and other.address and fold(one.address) == fold(other.address):
        return True
    apart = _apart_km(one, other)
    if apart is None:
        return not (one.address and other.address)
    return apart <= NEAR_KM


def _apart_km(one: SiteContent, other: SiteContent) -> float | None:
    here, there = _position(one), _position(other)
    return km_between(here, there) if here and there else None


def _position(site: SiteContent) -> Point | None:
    if site.latitude is None or site.longitude is None:
        return None
    return site.latitude, site.longitude
