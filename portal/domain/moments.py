"""Moments: when people ask whether a place is open, read in each place's own time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from portal.domain.calendar import LocalZone, SchoolCalendar
from portal.domain.labels import LabelledEnum

MinuteRange = tuple[int, int]
"""A half-open range of minutes since 1970-01-01T00:00Z."""

EVENING = time(18)
EVENING_DAYS = 7
_WEDNESDAY, _SATURDAY = 2, 5
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?", re.ASCII)


class MomentError(ValueError):
    """Not a moment that can be asked for; the message is French, for people."""


class NamedMoment(LabelledEnum):
    """The moments that have a name."""

    MAINTENANT = "maintenant", "Ouvert maintenant"
    SOIR = "soir", "Ouvert le soir, après 18 h"
    MERCREDI = "mercredi", "Ouvert mercredi"
    SAMEDI = "samedi", "Ouvert samedi"
    VACANCES = "vacances", "Ouvert aux prochaines vacances scolaires"


@dataclass(frozen=True, slots=True)
class Moment:
    """A named moment, or else a local date and time without zone."""

    name: NamedMoment | None = None
    local: datetime | None = None

    def instant(self, zone: LocalZone, now: datetime) -> datetime:
        """Return the aware instant for which a place's state is told: the one asked for, or now."""
        if self.local is None:
            return now
        return self.local.replace(tzinfo=ZoneInfo(zone.time_zone))

    def ranges(
        self, zone: LocalZone, now: datetime, calendar: SchoolCalendar
    ) -> tuple[MinuteRange, ...]:
        """Return the ranges of which one must meet an opening, for a place that lives in ``zone``.

        None of them when the zone's next school holiday is not known.
        """
        local_now = now.astimezone(ZoneInfo(zone.time_zone))
        if self.name is NamedMoment.SOIR:
            return _evenings(local_now)
        if self.name is NamedMoment.MERCREDI:
            return (_whole_days(zone, _next(local_now.date(), _WEDNESDAY)),)
        if self.name is NamedMoment.SAMEDI:
            return (_whole_days(zone, _next(local_now.date(), _SATURDAY)),)
        if self.name is NamedMoment.VACANCES:
            holiday = calendar.next_school_holiday(zone.school, local_now.date())
            return (_whole_days(zone, holiday.start, holiday.end),) if holiday else ()
        minute = _minute(self.instant(zone, now))
        return ((minute, minute + 1),)


def parse_moment(text: str, today: date) -> Moment:
    """Read a named moment or a local time ``2026-07-14T10:00``.

    A time must lie from 1 January of last year to 31 December of next year. Raises ``MomentError``.
    """
    if text in set(NamedMoment):
        return Moment(name=NamedMoment(text))
    names = ", ".join(NamedMoment)
    if not _WRITTEN.fullmatch(text):
        raise MomentError(f"attendu : {names} ou une date et une heure comme 2026-07-14T10:00")
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise MomentError("cette date ou cette heure n’existe pas") from None
    first, last = today.year - 1, today.year + 1
    if not first <= local.year <= last:
        raise MomentError(f"attendu : du 1er janvier {first} au 31 décembre {last}")
    return Moment(local=local)


def _next(day: date, weekday: int) -> date:
    """Return the next day of that week day, the day itself included."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _evenings(local_now: datetime) -> tuple[MinuteRange, ...]:
    zone, today = local_now.tzinfo, local_now.date()
    days = [today + timedelta(days=n) for n in range(EVENING_DAYS + 1)]
    evenings = [
        (
            _minute(datetime.combine(day, EVENING, zone)),
            _minute(datetime.combine(after, time(), zone)),
        )
        for day, after in pairwise(days)
    ]
    now = _minute(local_now)
    return tuple((max(start, now), end) for start, end in evenings if end > now)


def _whole_days(zone: LocalZone, first: date, last: date | None = None) -> MinuteRange:
    clock = ZoneInfo(zone.time_zone)
    after = (last or first) + timedelta(days=1)
    return (
        _minute(datetime.combine(first, time(), clock)),
        _minute(datetime.combine(after, time(), clock)),
    )


def _minute(instant: datetime) -> int:
    return int(instant.timestamp() // 60)
