"""The stops of a listing: each has a name of its own, and keeps its id under that name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portal.domain.listings.content import SiteContent


def repeated_stop(sites: Sequence[SiteContent]) -> str | None:
    """Return a name that two stops share, "" for none at all; None when each has its own."""
    seen: set[str] = set()
    for site in sites:
        if site.stop in seen:
            return site.stop
        seen.add(site.stop)
    return None


def settled(
    wanted: Sequence[SiteContent], before: Sequence[SiteContent]
) -> tuple[SiteContent, ...]:
    """Return the sites under ids of ``before``, each one once, by the name of the stop first.

    A stop that was taken out and written anew stays the same stop, and two that exchange their
    names exchange what is theirs: no name is ever held by two rows, even while they are written.
    Ids that are not of ``before`` count for nothing.
    """
    by_stop = {site.stop: site.id for site in before}
    known = {site.id for site in before}
    ids = [by_stop.get(site.stop) for site in wanted]
    free = known - set(ids)
    for rank, site in enumerate(wanted):
        if ids[rank] is None and site.id in free:
            ids[rank] = site.id
            free.discard(site.id)
    return tuple(replace(site, id=each) for site, each in zip(wanted, ids, strict=True))
