"""Passages: the coming dates on which people find someone at a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from portal.domain.calendar import SchoolCalendar
from portal.domain.hours import DayOpening, OpeningState, OpenRange, Schedule, day_openings
from portal.domain.hours.clock import instant, local_datetime

HORIZON_DAYS = 56
"""How far passages are looked for: eight weeks, which every rhythm of stops fits in."""

_KEPT = 256
_WHOLE_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Passage:
    """One opening, its bounds in the time of the place; ``hours`` is how people read it."""

    day: date
    start: datetime
    end: datetime
    state: OpeningState
    hours: str


@lru_cache(maxsize=_KEPT)
def coming_days(schedule: Schedule, first: date, school: SchoolCalendar) -> tuple[DayOpening, ...]:
    """Return the days from ``first`` to the horizon; kept, as a page reads them several times."""
    return day_openings(schedule, first, HORIZON_DAYS, school)


def coming_passages(schedule: Schedule, now: datetime, school: SchoolCalendar) -> Iterator[Passage]:
    """Yield the openings that are not over at ``now`` (aware), in order.

    Those on appointment count where their hours are given; uncertain ones do not.
    """
    first = now.astimezone(ZoneInfo(schedule.zone.time_zone)).date()
    for opening in coming_days(schedule, first, school):
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
