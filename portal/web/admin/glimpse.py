"""A listing at a glance, beside what people say of it: every field in words, hours as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.domain.calendar import SchoolCalendar
from portal.domain.calendar.places import zone_of_place
from portal.domain.hours import ExceptionalHours, Schedule, describe
from portal.domain.listings.changes import Words, show
from portal.domain.listings.content import ListingContent, SiteContent
from portal.domain.listings.paths import LABELS

_APART = frozenset({"kind", "name", "review_months", "sites"})
_FIRST = ("contacts", "offers", "publics")


@dataclass(frozen=True, slots=True)
class Place:
    """A site: where it is, and what its hours come to."""

    where: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a listing says; ``facts`` are fields under their French names, line by line."""

    kind: str
    name: str
    places: tuple[Place, ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]


def glimpse(
    content: ListingContent, words: Words, school: SchoolCalendar, now: datetime
) -> Glimpse:
    """Return a content as people read it at ``now``; what is empty is left out."""
    return Glimpse(
        kind=content.kind.label,
        name=content.name,
        places=tuple(_place(site, school, now) for site in content.sites),
        facts=tuple(_facts(content, words)),
    )


def _facts(content: ListingContent, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in (*_FIRST, *(name for name in LABELS if name not in _FIRST)):
        value = getattr(content, name)
        parts = value if isinstance(value, tuple) else (value,)
        lines = tuple(filter(None, (show(part, words) for part in parts)))
        if lines and name not in _APART and (name != "itinerant" or value):
            yield LABELS[name], lines


def _place(site: SiteContent, school: SchoolCalendar, now: datetime) -> Place:
    town = " ".join(filter(None, (site.postal_code, site.commune)))
    where = ", ".join(filter(None, (site.stop, site.address, site.address_extra, town)))
    said = hours_in_words(site, site.hours, school, now)
    notes = (site.hours_note,) if site.hours_note else ()
    return Place(where, (*said, *notes) or ("Horaires pas connus",))


def hours_in_words(
    site: SiteContent, hours: str | None, school: SchoolCalendar, now: datetime
) -> tuple[str, ...]:
    """Return hours as the sentences that the public would read, were they those of the site."""
    zone = zone_of_place(site.code_insee, site.departements)
    exceptions = tuple(
        ExceptionalHours(e.starts_on, e.ends_on, e.hours, e.reason) for e in site.exceptions
    )
    today = now.astimezone(ZoneInfo(zone.time_zone)).date()
    return describe(Schedule(hours, zone, exceptions), school, today)
