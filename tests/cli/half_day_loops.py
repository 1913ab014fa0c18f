"""Half-days a week counted from the definition alone, on what a library of its own says of hours.

Ordinary weeks have no holiday: rules about holidays are left out, and nothing of the portal's own
reading of hours, of calendars or of half-days is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from jours_feries_france import JoursFeries
from opening_hours import OpeningHours, State
from vacances_scolaires_france import SchoolHolidayDates

from portal.store.sites import Site

SCHOOL_ZONES = {"69": "A", "87": "A", "85": "B", "75": "C"}
"""Of Corse, no library knows the school holidays."""
LEAST = timedelta(hours=2)

Opening = tuple[datetime, datetime]


def half_days(sites: list[Site], departement: str, first: date) -> int | None:
    """Return the fewest half-days of an ordinary week of the year; None where nobody can tell."""
    zone = SCHOOL_ZONES.get(departement)
    if zone is None or not all(site.hours for site in sites):
        return None
    assert not any(site.exceptional_hours for site in sites), "closures are not looked at here"
    opened = [list(openings(site.hours or "", first)) for site in sites]
    weeks = [
        sum(any(_counts(stop, half) for stop in opened) for half in _halves(monday))
        for monday in _mondays(first)
        if not any(_is_holiday(monday + timedelta(days=n), zone) for n in range(7))
    ]
    return min(weeks, default=None)


def openings(hours: str, first: date) -> Iterator[Opening]:
    """Yield when a place is open without an appointment, in the year and the week after it."""
    rules = [rule.strip() for rule in hours.split(";")]
    plain = "; ".join(rule for rule in rules if not rule.startswith(("PH", "SH")))
    assert "PH" not in plain, plain
    assert "SH" not in plain, plain
    begin = datetime.combine(first, time(0))
    said = OpeningHours(plain, auto_country=False, auto_timezone=False)
    for start, end, state, comment in said.intervals(begin, begin + timedelta(days=373)):
        assert comment in ("", "sur rendez-vous"), comment
        if state is State.OPEN and not comment:
            yield start, end


def _mondays(first: date) -> Iterator[date]:
    """Yield the Monday of each whole week of the twelve months."""
    day = first
    while day + timedelta(days=6) < first.replace(year=first.year + 1):
        if day.weekday() == 0:
            yield day
        day += timedelta(days=1)


def _halves(monday: date) -> Iterator[Opening]:
    for number in range(7):
        day = monday + timedelta(days=number)
        noon, midnight = datetime.combine(day, time(13)), datetime.combine(day, time(0))
        yield midnight, noon
        yield noon, midnight + timedelta(days=1)


def _counts(opened: list[Opening], half: Opening) -> bool:
    return sum((_shared(each, half) for each in opened), timedelta()) >= LEAST


def _shared(one: Opening, other: Opening) -> timedelta:
    return max(timedelta(), min(one[1], other[1]) - max(one[0], other[0]))


@cache
def _is_holiday(day: date, zone: str) -> bool:
    public = set(JoursFeries.for_year(day.year).values())
    return day in public or bool(_school().is_holiday_for_zone(day, zone))


@cache
def _school() -> SchoolHolidayDates:
    return SchoolHolidayDates()
