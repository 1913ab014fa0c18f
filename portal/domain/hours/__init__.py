"""Opening hours: from OpenStreetMap text to what people ask of it.

Days and wall times are those of the place, in its own time zone; instants are aware datetimes or
minutes since 1970-01-01T00:00Z.
"""

from portal.domain.hours.days import DayOpening, OpenRange, day_openings
from portal.domain.hours.errors import HoursError
from portal.domain.hours.half_days import HalfDay, HalfDayCount, half_days
from portal.domain.hours.opening import Opening, opening_at
from portal.domain.hours.openings import Interval, intervals, open_minutes
from portal.domain.hours.parser import parse_hours
from portal.domain.hours.phrase import Saying, Statement, phrase, statement
from portal.domain.hours.schedule import ExceptionalHours, Schedule
from portal.domain.hours.states import OpeningState
from portal.domain.hours.table import WeekEntry, WeekRow, WeekTable, describe, week_table

__all__ = [
    "DayOpening",
    "ExceptionalHours",
    "HalfDay",
    "HalfDayCount",
    "HoursError",
    "Interval",
    "OpenRange",
    "Opening",
    "OpeningState",
    "Saying",
    "Schedule",
    "Statement",
    "WeekEntry",
    "WeekRow",
    "WeekTable",
    "day_openings",
    "describe",
    "half_days",
    "intervals",
    "open_minutes",
    "opening_at",
    "parse_hours",
    "phrase",
    "statement",
    "week_table",
]
