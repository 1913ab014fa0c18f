"""Opening hours: from OpenStreetMap text to what people ask of it.

Days and wall times are those of the place, in its own time zone; instants are aware datetimes or
minutes since 1970-01-01T00:00Z.
"""

from portal.domain.hours.errors import HoursError
from portal.domain.hours.opening import Opening, opening_at
from portal.domain.hours.openings import Interval, intervals, open_minutes
from portal.domain.hours.parser import parse_hours
from portal.domain.hours.schedule import ExceptionalHours, Schedule
from portal.domain.hours.states import OpeningState

__all__ = [
    "ExceptionalHours",
    "HoursError",
    "Interval",
    "Opening",
    "OpeningState",
    "Schedule",
    "intervals",
    "open_minutes",
    "opening_at",
    "parse_hours",
]
