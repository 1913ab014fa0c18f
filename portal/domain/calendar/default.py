"""The school holidays of zones A, B and C, from vacances-scolaires-france with its slips mended.

What the library says of the borders, checked against the arrêtés: the first day is the Saturday
after class and the last the day before class starts again, both included. Two things it gets wrong:
a summer that starts on a weekday is dated from the last day of class, and the *pont de l’Ascension*
(classes are off from the Thursday to the Sunday) is missing from 2023 to 2026 and otherwise ends on
the Saturday, the Sunday or even the Monday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from jours_feries_france import JoursFeries
from vacances_scolaires_france import SchoolHolidayDates

from portal.domain.calendar.school import HolidayRange, SchoolCalendar, SchoolZone

KNOWN_FROM = date(2018, 9, 3)
"""First day of the school years that were compared with the arrêtés."""

_BRIDGE = "Pont de l'Ascension"
_SUMMER = "Vacances d'été"
_DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def default_school_calendar() -> SchoolCalendar:
    """Return the calendar of zones A, B and C; no other zone is known.

    It is known from KNOWN_FROM to the last holiday that the library lists.
    """
    library = SchoolHolidayDates()
    calendar = SchoolCalendar()
    for zone in (SchoolZone.A, SchoolZone.B, SchoolZone.C):
        ranges = [item for item in _ranges(library, zone) if item.start >= KNOWN_FROM]
        known_to = max(item.end for item in ranges)
        calendar = calendar.with_ranges(zone, [*ranges, *_bridges(known_to)], KNOWN_FROM, known_to)
    return calendar


def _ranges(library: SchoolHolidayDates, zone: SchoolZone) -> Iterator[HolidayRange]:
    """Join the library's days into ranges, without the bridges."""
    named = [
        (day, name)
        for day, row in sorted(library.data.items())
        if row[library.zone_key(zone.value)] and (name := row["nom_vacances"]) != _BRIDGE
    ]
    breaks = [
        n
        for n, ((a, old), (b, new)) in enumerate(pairwise(named), 1)
        if (b - a, old) != (_DAY, new)
    ]
    for first, last in pairwise([0, *breaks, len(named)]):
        start, name = named[first]
        late = name == _SUMMER and start.weekday() < 5
        yield HolidayRange(start + _DAY * late, named[last - 1][0], name.replace("'", "’"))


def _bridges(known_to: date) -> Iterator[HolidayRange]:
    """Yield the Thursday to Sunday of each Ascension of the known period."""
    for year in range(KNOWN_FROM.year + 1, known_to.year + 1):
        thursday = JoursFeries.ascension(year)
        yield HolidayRange(thursday, thursday + 3 * _DAY, _BRIDGE.replace("'", "’"))
