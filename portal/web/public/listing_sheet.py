"""The sheet of a listing: what holds on one printed page, however much there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.hours import Schedule, describe
from portal.services.calendar_feed import where
from portal.services.directory import Directory
from portal.web.public.labels import Labels
from portal.web.public.listing_sites import SiteView
from search_index.stored import StoredListing

_MOST_SITES = 14
_MOST_SERVICES = 10
_MOST_LINES = 9
_MOST_LINES_OF_STOP = 3
_LONGEST_TEXT = 300
_LONGEST_LINE = 130


@dataclass(frozen=True, slots=True)
class SheetSite:
    """Where, and the hours as sentences."""

    place: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: ``shared`` holds for every site, ``more`` tells of those left out."""

    description: str
    sites: tuple[SheetSite, ...]
    shared: tuple[str, ...]
    more: str
    services: tuple[str, ...]


def sheet_of(
    directory: Directory, found: StoredListing, sites: Sequence[SiteView], labels: Labels
) -> Sheet:
    """Return what to print, cut where it would not hold."""
    shown = sites[:_MOST_SITES]
    hours = [_hours(directory, view) for view in shown]
    shared = _shared(hours)
    most = _MOST_LINES if len(sites) == 1 else _MOST_LINES_OF_STOP
    services = [labels.themes[theme] for theme in found.facts["themes"]]
    return Sheet(
        description=shorten(found.facts["description"] or "", _LONGEST_TEXT, placeholder="…"),
        sites=tuple(
            SheetSite(_cut(where(view.facts)), _first([h for h in said if h not in shared], most))
            for view, said in zip(shown, hours, strict=True)
        ),
        shared=shared,
        more=_more(len(sites) - len(shown)),
        services=tuple(services[:_MOST_SERVICES]),
    )


def _hours(directory: Directory, view: SiteView) -> list[str]:
    """Return the hours as sentences: those we evaluate, else those that were read somewhere."""
    schedule = Schedule.from_key(view.facts["planning"])
    said = list(describe(schedule, directory.school, directory.clock().date()))
    if view.facts["horaires_texte"] and not schedule.communicated:
        said.append(_("Horaires relevés : %(hours)s", hours=view.facts["horaires_texte"]))
    return [_cut(text) for text in said]


def _shared(hours: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what every one of several sites says."""
    if len(hours) < 2:
        return ()
    return tuple(text for text in hours[0] if all(text in said for said in hours))


def _first(texts: Sequence[str], most: int) -> tuple[str, ...]:
    return tuple(texts) if len(texts) <= most else (*texts[: most - 1], "…")


def _cut(text: str) -> str:
    return shorten(text, _LONGEST_LINE, placeholder="…")


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
