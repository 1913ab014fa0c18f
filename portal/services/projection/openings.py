"""The opening calendar that the search index asks, on the domain's engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from portal.domain.calendar import (
    HolidayRange,
    SchoolCalendar,
    SchoolZone,
    default_school_calendar,
)
from portal.domain.hours import Schedule, open_minutes
from portal.store.school_holidays import SchoolHoliday
from search_index.query import MinuteRange

Holidays = list[Mapping[str, str]]
"""School holidays as JSON values: ``zone``, ``nom``, ``du``, ``au`` (ISO dates, both included)."""


class Openings:
    """Evaluates schedule keys with the school calendar of the moment."""

    def __init__(self, school: SchoolCalendar | None = None) -> None:
        self.school = school or default_school_calendar()

    def openings(self, schedule: str, first: date, last: date) -> list[MinuteRange]:
        """Return when the place is open on the UTC days first to last: sorted, disjoint."""
        if not schedule:
            return []
        return open_minutes(Schedule.from_key(schedule), first, last, self.school)


def holidays_as_json(rows: Iterable[SchoolHoliday]) -> Holidays:
    """Return the holidays that staff entered, for the index to carry along."""
    return [
        {
            "zone": row.zone,
            "nom": row.name,
            "du": row.starts_on.isoformat(),
            "au": row.ends_on.isoformat(),
        }
        for row in rows
    ]


def school_calendar(entered: Holidays) -> SchoolCalendar:
    """Return the school calendar completed by what staff entered.

    A zone that they filled is known from the first day to the last day entered.
    """
    calendar = default_school_calendar()
    for zone, rows in groupby(sorted(entered, key=_zone), key=_zone):
        ranges = [
            HolidayRange(date.fromisoformat(r["du"]), date.fromisoformat(r["au"]), r["nom"])
            for r in rows
        ]
        known_from, known_to = min(r.start for r in ranges), max(r.end for r in ranges)
        calendar = calendar.with_ranges(SchoolZone(zone), ranges, known_from, known_to)
    return calendar


def _zone(holiday: Mapping[str, str]) -> str:
    return holiday["zone"]
