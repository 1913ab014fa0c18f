"""Where and when a place lives: time zone, public holidays and school holidays by territory."""

from portal.domain.calendar.default import default_school_calendar
from portal.domain.calendar.public import PublicHolidayZone, public_holidays
from portal.domain.calendar.school import (
    HolidayRange,
    SchoolCalendar,
    SchoolZone,
)
from portal.domain.calendar.zones import LocalZone, zone_of_commune, zone_of_departement

__all__ = [
    "HolidayRange",
    "LocalZone",
    "PublicHolidayZone",
    "SchoolCalendar",
    "SchoolZone",
    "default_school_calendar",
    "public_holidays",
    "zone_of_commune",
    "zone_of_departement",
]
