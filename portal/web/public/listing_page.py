"""What the page of a listing shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.domain.days import day_in_paris
from portal.domain.french import clock
from portal.domain.freshness import is_to_confirm
from portal.domain.hours import OpeningState
from portal.domain.moments import Moment
from portal.domain.vocabulary import Facet, Family
from portal.services.directory import Directory
from portal.services.nearby import Alternatives, open_instead
from portal.services.search import NOW
from portal.web.public.labels import Labels
from portal.web.public.listing_data import Node, linked_data
from portal.web.public.listing_dates import day_in_full, weekdays
from portal.web.public.listing_share import Links, Share, links, share
from portal.web.public.listing_sheet import Sheet, sheet_of
from portal.web.public.listing_sites import SiteView, next_stop, site_views
from portal.web.public.listing_visits import Visit, visits
from portal.web.public.listing_where import Whereabouts, read_whereabouts
from portal.web.public.listing_words import Trust, first_visit, trust
from portal.web.public.sensitive import is_sensitive
from portal.web.reading import ParameterError, read_moment
from search_index.stored import StoredListing

_LONGEST_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class ListingView:
    """Everything that the template of a listing shows; ``asked`` is the moment when not now."""

    facts: Mapping[str, Any]
    summary: str
    sites: tuple[SiteView, ...]
    next_stop: SiteView | None
    weekdays: tuple[str, ...]
    remote: bool
    sensitive: bool
    asked: str
    where: Whereabouts
    first_visit: tuple[str, ...]
    trust: Trust
    to_confirm: bool
    services: tuple[str, ...]
    moments: tuple[str, ...]
    visits: tuple[Visit, ...]
    instead: Alternatives
    share: Share
    links: Links
    sheet: Sheet
    data: Node


def listing_page(
    args: MultiDict[str, str],
    directory: Directory,
    found: StoredListing,
    labels: Labels,
    address: str,
) -> ListingView:
    """Return what to show of a listing; ``address`` is that of its French page."""
    moment, here = _moment(args, directory), read_whereabouts(args, directory)
    sites = site_views(directory, found, moment, here.origin)
    remote = not any(site["precision"] for site in found.sites)
    now = directory.clock()
    return ListingView(
        facts=found.facts,
        summary=_summary(found, labels),
        sites=sites,
        next_stop=next_stop(sites) if found.facts["itinerant"] else None,
        weekdays=weekdays(),
        remote=remote,
        sensitive=is_sensitive(found.facts),
        asked=_asked(moment),
        where=here,
        first_visit=first_visit(found.facts, remote=remote),
        trust=trust(found.facts, day_in_paris(now), remote=remote),
        to_confirm=is_to_confirm(found.facts["a_revoir_le"], day_in_paris(now)),
        services=_themes(directory, found, labels, moments=False),
        moments=_themes(directory, found, labels, moments=True),
        visits=visits(found.facts, labels),
        instead=_instead(directory, found, sites, moment, here),
        share=share(found, address),
        links=links(found.facts),
        sheet=sheet_of(directory, found, sites, labels),
        data=linked_data(found, address, labels, directory.school, now),
    )


def _summary(found: StoredListing, labels: Labels) -> str:
    """Return what a link to the page shows elsewhere: what it is, where, and in short."""
    towns = dict.fromkeys(site["commune"] for site in found.sites if site["precision"])
    said = [labels.kinds[found.facts["type"]], ", ".join(towns), found.facts["description"]]
    return shorten(". ".join(text for text in said if text), _LONGEST_SUMMARY, placeholder="…")


def _moment(args: MultiDict[str, str], directory: Directory) -> Moment:
    """Return the instant asked for; named moments, and what cannot be read, are now."""
    try:
        moment = read_moment(args.get("moment"), directory)
    except ParameterError:
        return NOW
    return moment if moment and moment.local else NOW


def _asked(moment: Moment) -> str:
    if moment.local is None:
        return ""
    time = clock(moment.local.hour * 60 + moment.local.minute)
    day = day_in_full(moment.local)
    return str(_("Réponse pour le %(day)s à %(time)s :", day=day, time=time))


def _themes(
    directory: Directory, found: StoredListing, labels: Labels, *, moments: bool
) -> tuple[str, ...]:
    """Return the plain words of the life moments, or of everything else."""
    terms = directory.vocabulary
    known = [(slug, terms.find(Facet.THEME, slug)) for slug in found.facts["themes"]]
    return tuple(
        labels.themes[slug]
        for slug, term in known
        if term is not None and (term.family is Family.MOMENT_DE_VIE) is moments
    )


def _instead(
    directory: Directory,
    found: StoredListing,
    sites: tuple[SiteView, ...],
    moment: Moment,
    here: Whereabouts,
) -> Alternatives:
    if any(site.opening["etat"] == OpeningState.OUVERT for site in sites):
        return Alternatives()
    return open_instead(directory, found, moment, here.origin)
