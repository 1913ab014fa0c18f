"""The sheet of a listing: what holds on one printed page, however much there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.hours import Schedule, WeekTable, describe
from portal.services.calendar_feed import where
from portal.services.directory import Directory
from portal.web.public.labels import Labels
from portal.web.public.listing_sites import SiteView
from portal.web.public.listing_visits import Visit, visits
from search_index.stored import StoredListing

_MOST_SITES = 12
_MOST_SERVICES = 10
_MOST_VISITS = 4
_LONGEST_TEXT = 300
_LONGEST_VISIT = 120
_MOST_RANGES, _MOST_NOTES = 21, 4
"""What a week may hold to be printed as a table; a longer one is told in sentences."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What there is room for, for each site: lines of hours, and characters in a line."""

    lines: int
    hours: int
    place: int


_ALONE, _AMONG_OTHERS = _Room(lines=9, hours=130, place=200), _Room(lines=3, hours=62, place=100)


@dataclass(frozen=True, slots=True)
class SheetSite:
    """Where, and the hours as sentences."""

    place: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: ``shared`` holds for every site, ``more`` tells of those left out.

    ``week`` is there for a single site whose week makes a small table, ``directions`` for a single
    site too.
    """

    description: str
    week: WeekTable | None
    sites: tuple[SheetSite, ...]
    shared: tuple[str, ...]
    more: str
    services: tuple[str, ...]
    directions: str
    visits: tuple[str, ...]


def sheet_of(
    directory: Directory, found: StoredListing, sites: Sequence[SiteView], labels: Labels
) -> Sheet:
    """Return what to print, cut where it would not hold."""
    shown = sites[:_MOST_SITES]
    room = _ALONE if len(sites) == 1 else _AMONG_OTHERS
    hours = [_hours(directory, view, room) for view in shown]
    shared = _shared(hours)
    services = [labels.themes[x] for x in found.facts["themes"] if x in labels.themes]
    return Sheet(
        description=_cut(found.facts["description"] or "", _LONGEST_TEXT),
        week=sites[0].week if len(sites) == 1 and _is_small(sites[0]) else None,
        sites=tuple(
            _site(view, [text for text in said if text not in shared], room)
            for view, said in zip(shown, hours, strict=True)
        ),
        shared=shared,
        more=_more(len(sites) - len(shown)),
        services=tuple(services[:_MOST_SERVICES]),
        directions=_cut(sites[0].facts["comment_venir"] or "", _LONGEST_TEXT)
        if len(sites) == 1
        else "",
        visits=tuple(_visit(each) for each in visits(found.facts, labels)[:_MOST_VISITS]),
    )


def _visit(visit: Visit) -> str:
    return _cut(", ".join(filter(None, (visit.service, visit.partner, visit.when))), _LONGEST_VISIT)


def _site(view: SiteView, said: Sequence[str], room: _Room) -> SheetSite:
    too_many = len(said) > room.lines
    lines = (*said[: room.lines - 1], "…") if too_many else tuple(said)
    return SheetSite(_cut(where(view.facts), room.place), lines)


def _is_small(view: SiteView) -> bool:
    ranges = sum(len(row.entries) for row in view.week.rows)
    few = 0 < ranges <= _MOST_RANGES and len(view.week.notes) <= _MOST_NOTES
    return few and not view.always


def _hours(directory: Directory, view: SiteView, room: _Room) -> list[str]:
    """Return the hours as sentences: those we evaluate, else those that were read somewhere."""
    schedule = Schedule.from_key(view.facts["planning"])
    said = list(describe(schedule, directory.school, directory.clock().date()))
    if view.facts["horaires_texte"] and not schedule.communicated:
        said.append(_("Horaires relevés : %(hours)s", hours=view.facts["horaires_texte"]))
    return [_cut(text, room.hours) for text in said]


def _shared(hours: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what every one of several sites says."""
    if len(hours) < 2:
        return ()
    return tuple(text for text in hours[0] if all(text in said for said in hours))


def _cut(text: str, longest: int) -> str:
    return shorten(text, longest, placeholder="…")


def _more(left: int) -> str:
    if left <= 0:
        return ""
    return str(
        ngettext(
            "Il y a %(num)s autre arrêt : voyez la page de ce lieu.",
            "Il y a %(num)s autres arrêts : voyez la page de ce lieu.",
            left,
        )
    )
