"""The library names the same days as plain arithmetic, for all that the parser lets in."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest

from portal.domain.hours.dates import MONTHS
from portal.domain.hours.selected_days import selected_days
from portal.domain.hours.weekdays import WEEKDAYS

YEARS = (2026, 2027, 2028)


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range(366 if isleap(year) else 365)]


def assert_names(selector: str, expected: Callable[[date], bool]) -> None:
    for year in YEARS:
        named = [
            day
            for day, bit in zip(days_of(year), selected_days(selector, year), strict=True)
            if bit
        ]
        assert named == [day for day in days_of(year) if expected(day)], (selector, year)


def is_nth(day: date, weekday: int, place: int) -> bool:
    from_end = monthrange(day.year, day.month)[1] - day.day
    position = (day.day - 1) // 7 + 1 if place > 0 else -(from_end // 7 + 1)
    return day.weekday() == weekday and position == place


def test_no_selector_is_every_day() -> None:
    assert_names("", lambda _: True)


def test_ranges_of_weekdays() -> None:
    for first, last in product(range(7), repeat=2):
        assert_names(
            f"{WEEKDAYS[first]}-{WEEKDAYS[last]}",
            lambda day, a=first, b=last: (day.weekday() - a) % 7 <= (b - a) % 7,
        )


@pytest.mark.parametrize("place", [1, 2, 3, 4, 5, -1, -2, -5])
@pytest.mark.parametrize("offset", [0, 1, -1, 10, -31])
def test_places_of_a_weekday_in_its_month(place: int, offset: int) -> None:
    after = f" {offset:+d} day{'s' if abs(offset) > 1 else ''}" if offset else ""
    for weekday, name in enumerate(WEEKDAYS):
        assert_names(
            f"{name}[{place}]{after}",
            lambda day, w=weekday: is_nth(day - timedelta(days=offset), w, place),
        )


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_iso_weeks(step: int) -> None:
    for first, last in ((1, 53), (2, 53), (1, 52), (1, 2), (20, 23), (50, 53), (53, 53)):
        assert_names(
            f"week {first:02}-{last:02}" + (f"/{step}" if step > 1 else ""),
            lambda day, a=first, b=last: (
                (w := day.isocalendar().week) in range(a, b + 1) and (w - a) % step == 0
            ),
        )


def test_ranges_of_months() -> None:
    for first, last in product(range(12), repeat=2):
        if first != last:
            assert_names(
                f"{MONTHS[first]}-{MONTHS[last]}",
                lambda day, a=first, b=last: (day.month - 1 - a) % 12 <= (b - a) % 12,
            )


@pytest.mark.parametrize("ends", [(1, 28), (15, 10), (28, 1), (30, 30)])
def test_periods_from_month_to_month(ends: tuple[int, int]) -> None:
    for first, last in product((1, 3, 6, 11, 12), repeat=2):
        low, high = (first, ends[0]), (last, ends[1])
        if first != last:
            assert_names(
                f"{MONTHS[first - 1]} {ends[0]:02}-{MONTHS[last - 1]} {ends[1]:02}",
                lambda day, a=low, b=high: (
                    (a <= (m := (day.month, day.day))) + (m <= b) == (2 if a < b else 1)
                ),
            )


def test_single_dates() -> None:
    for month, name in enumerate(MONTHS, 1):
        for day in (1, 9, 28):
            assert_names(f"{name} {day:02}", lambda d, m=month, n=day: (d.month, d.day) == (m, n))


def test_years() -> None:
    assert_names("2027", lambda day: day.year == 2027)
    assert_names("2027+", lambda day: day.year >= 2027)
    assert_names("2024-2027", lambda day: day.year <= 2027)
    assert_names("2026,2028", lambda day: day.year != 2027)
    assert_names("2027 Jul", lambda day: (day.year, day.month) == (2027, 7))


def test_periods_of_given_years() -> None:
    start, end = date(2026, 12, 20), date(2027, 1, 5)
    assert_names("2026 Dec 20-2027 Jan 05", lambda day: start <= day <= end)
    assert_names("2026 Dec 20-Jan 05", lambda day: start <= day <= end)
    assert_names("2027 Feb 01,2027 Mar 01", lambda day: day in {date(2027, 2, 1), date(2027, 3, 1)})
