"""Passages: the coming dates on which people find someone at a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from portal.domain.calendar import SchoolCalendar
from portal.domain.hours import OpeningState, OpenRange, Schedule, day_openings
from portal.domain.hours.clock import instant, local_datetime

HORIZON_DAYS = 56
"""How far passages are looked for: eight weeks, which every rhythm of stops fits in."""

_WEEK = 7
_WHOLE_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Passage:
    """One opening, its bounds in the time of the place; ``hours`` is how people read it."""

    day: date
    start: datetime
    end: datetime
    state: OpeningState
    hours: str


def coming_passages(
    schedule: Schedule, now: datetime, school: SchoolCalendar, days: int = HORIZON_DAYS
) -> Iterator[Passage]:
    """Yield the openings that are not over at ``now`` (aware), in order, for that many days.

    Those on appointment count where their hours are given; uncertain ones do not.
    """
    first = now.astimezone(ZoneInfo(schedule.zone.time_zone)).date()
    for week in range(0, days, _WEEK):
        monday = first + timedelta(days=week)
        for opening in day_openings(schedule, monday, min(_WEEK, days - week), school):
            for span in opening.ranges:
                passage = _passage(schedule, opening.day, span)
                if _is_sure(span) and passage.end > now:
                    yield passage


def next_days(
    schedule: Schedule, now: datetime, school: SchoolCalendar, count: int
) -> tuple[tuple[Passage, ...], ...]:
    """Return the passages of the next ``count`` days that have some, day by day."""
    found: dict[date, list[Passage]] = {}
    for passage in coming_passages(schedule, now, school):
        if passage.day not in found and len(found) == count:
            break
        found.setdefault(passage.day, []).append(passage)
    return tuple(tuple(passages) for passages in islice(found.values(), count))


def has_dates(schedule: Schedule) -> bool:
    """Tell whether the hours make dates worth putting in a calendar."""
    known = schedule.communicated or bool(schedule.exceptions)
    return known and not schedule.parsed.always_open


def _is_sure(span: OpenRange) -> bool:
    if span.state is OpeningState.SUR_RENDEZ_VOUS:
        return span.end - span.start < _WHOLE_DAY
    return span.state is OpeningState.OUVERT


def _passage(schedule: Schedule, day: date, span: OpenRange) -> Passage:
    zone = schedule.zone.time_zone
    start, end = (local_datetime(instant(day, m, zone), zone) for m in (span.start, span.end))
    return Passage(day, start, end, span.state, span.label)
