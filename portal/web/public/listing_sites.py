"""The sites of a listing as its page shows them: state, week, changes and next passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from markupsafe import Markup

from portal.domain.french import NBSP, sentence
from portal.domain.hours import OpeningState, Schedule, WeekTable, week_table
from portal.domain.moments import Moment
from portal.services.directory import Directory
from portal.services.nearby import distance_km
from portal.services.passages import Passage, coming_days, has_dates, next_days
from portal.services.search import Origin, opening_facts
from portal.web.public.listing_dates import day_from_here, day_in_full, hours_between
from portal.web.public.wording import distance
from search_index.stored import StoredListing

_NEXT_DATES = 3
_NO_WEEK = WeekTable((), ())
_AS_NOTED = Markup('<span lang="fr" dir="ltr">{}</span>')
"""What the place wrote, which is French in every language of the page."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """One site: its facts and what its hours come to on the day of the visit.

    ``today`` is the row of the week that is today's, None when people ask about another day;
    ``changes`` are coming exceptions and public holidays; ``dates`` are the next days with someone
    there, with their hours.
    """

    facts: Mapping[str, Any]
    opening: Mapping[str, Any]
    week: WeekTable
    today: int | None
    changes: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    first: datetime | None
    km: float | None
    always: bool
    has_calendar: bool

    @property
    def distance(self) -> str:
        """How far the site is, empty when nobody asked."""
        return distance(self.km, approximate=self.facts["precision"] == "commune")


def site_views(
    directory: Directory, found: StoredListing, moment: Moment, origin: Origin | None
) -> tuple[SiteView, ...]:
    """Return the sites; stops come nearest first, or by their next passage."""
    views = [_view(directory, site, moment, origin) for site in found.sites]
    if origin is not None:
        views.sort(key=lambda view: (view.km is None, view.km or 0.0))
    elif found.facts["itinerant"]:
        views.sort(key=lambda view: (view.first is None, view.first and view.first.timestamp()))
    return tuple(views)


def next_stop(sites: Sequence[SiteView]) -> SiteView | None:
    """Return the stop that comes first, None where no date is known."""
    known = [site for site in sites if site.first is not None]
    return min(known, key=lambda site: site.first.timestamp() if site.first else 0, default=None)


def _view(
    directory: Directory, site: Mapping[str, Any], moment: Moment, origin: Origin | None
) -> SiteView:
    schedule = Schedule.from_key(site["planning"])
    instant = moment.instant(schedule.zone, directory.clock())
    asked, today = (_day_of(schedule, when) for when in (instant, directory.clock()))
    usual = week_table(replace(schedule, exceptions=()), directory.school, asked)
    passages = next_days(schedule, instant, directory.school, _NEXT_DATES)
    return SiteView(
        facts=site,
        opening=opening_facts(directory, site, moment, directory.clock()),
        week=usual if schedule.communicated else _NO_WEEK,
        today=today.weekday() if today == asked else None,
        changes=_changes(schedule, usual, directory, asked),
        dates=tuple(_date(passages_of_day, today) for passages_of_day in passages),
        first=passages[0][0].start if passages else None,
        km=distance_km(origin, site) if origin else None,
        always=schedule.parsed.always_open,
        has_calendar=has_dates(schedule),
    )


def _day_of(schedule: Schedule, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(schedule.zone.time_zone)).date()


def _date(passages: tuple[Passage, ...], today: date) -> tuple[str, str]:
    hours = ", ".join(hours_between(p.start, p.end, p.hours) for p in passages)
    if all(passage.state is OpeningState.SUR_RENDEZ_VOUS for passage in passages):
        hours = _("%(hours)s, sur rendez-vous", hours=hours)
    return day_from_here(passages[0].day, today), hours


def _changes(
    schedule: Schedule, usual: WeekTable, directory: Directory, today: date
) -> tuple[str, ...]:
    """Return the exceptions to come, then the public holidays on which a usual day is closed."""
    with_exceptions = week_table(schedule, directory.school, today)
    exceptions = with_exceptions.notes[len(usual.notes) :]
    noted = (_AS_NOTED.format(note) for note in exceptions)
    return (*noted, *_holidays(schedule, usual, directory, today))


def _holidays(
    schedule: Schedule, usual: WeekTable, directory: Directory, today: date
) -> Iterator[str]:
    if not usual.rows:
        return
    for opening in coming_days(schedule, today, directory.school):
        expected = usual.rows[opening.day.weekday()].entries
        closed = opening.state is OpeningState.FERME and bool(expected)
        if opening.note and closed and schedule.exception_on(opening.day) is None:
            words = _("fermé, jour férié")
            yield f"{sentence(day_in_full(opening.day))}{NBSP}: {words}"
