"""When a place is open over a stretch of days, as instants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.domain.calendar import SchoolCalendar
from portal.domain.hours.clock import instant, utc_datetime, utc_midnight
from portal.domain.hours.schedule import Schedule
from portal.domain.hours.states import OpeningState

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time in one state: aware UTC datetimes, half-open."""

    start: datetime
    end: datetime
    state: OpeningState


def intervals(
    schedule: Schedule, first: date, last: date, calendar: SchoolCalendar
) -> list[Interval]:
    """Return when the place is anything but closed on the local days first to last.

    Sorted and disjoint. What runs past the last midnight is cut there only when it goes on in the
    same state for more than a day; what the day before ``first`` left running starts at midnight.
    HoursError when the hours are refused.
    """
    spans = merged(schedule, first, last + _ONE_DAY, calendar)
    end = instant(last, 1440, schedule.zone.time_zone)
    limit = instant(last + _ONE_DAY, 1440, schedule.zone.time_zone)
    return [
        Interval(utc_datetime(a), utc_datetime(end if b == limit else b), state)
        for a, b, state in spans
        if a < end
    ]


def open_minutes(
    schedule: Schedule, first: date, last: date, calendar: SchoolCalendar
) -> list[tuple[int, int]]:
    """Return when the place is open (OUVERT only) on the UTC days first to last.

    Half-open minutes since 1970-01-01T00:00Z, sorted, merged, cut at both ends of the period.
    HoursError when the hours are refused.
    """
    low, high = utc_midnight(first), utc_midnight(last + _ONE_DAY)
    return [
        (max(start, low), min(end, high))
        for start, end, state in merged(schedule, first - _ONE_DAY, last + _ONE_DAY, calendar)
        if state is OpeningState.OUVERT and end > low and start < high
    ]


def merged(
    schedule: Schedule, first: date, last: date, calendar: SchoolCalendar
) -> list[tuple[int, int, OpeningState]]:
    """Return the spans of the local days first to last as instants, joined across midnights."""
    found: list[tuple[int, int, OpeningState]] = []
    for start, end, state in _instants(schedule, first, last, calendar):
        if found and found[-1][1] == start and found[-1][2] is state:
            found[-1] = (found[-1][0], end, state)
        else:
            found.append((start, end, state))
    return found


def _instants(
    schedule: Schedule, first: date, last: date, calendar: SchoolCalendar
) -> Iterator[tuple[int, int, OpeningState]]:
    """Yield the spans of each local day as instants; a span that a clock change voids is left."""
    zone = schedule.zone.time_zone
    day = first
    while day <= last:
        for start, end, state in schedule.spans(day, calendar):
            low, high = instant(day, start, zone), instant(day, end, zone)
            if low < high:
                yield low, high, state
        day += _ONE_DAY
