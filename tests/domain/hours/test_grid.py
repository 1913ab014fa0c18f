"""A grid and the text of opening hours say the same."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, example, given, settings

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import Schedule, intervals, parse_hours
from portal.domain.hours.grid import (
    EMPTY_WEEK,
    GridSpan,
    GridWeek,
    InHolidays,
    OnPublicHolidays,
    WeekGrid,
    Weeks,
)
from portal.domain.hours.grid_reading import grid_of
from portal.domain.hours.grid_writing import GridTooLongError, text_of
from portal.settings import ROOT
from tests.domain.hours.grids import grids, minutes_of, painted

PARIS = zone_of_departement("75")
MORNING, AFTERNOON = GridSpan(540, 720), GridSpan(840, 1020)
TWO_YEARS = [date(2025, 9, 1) + timedelta(days=n) for n in range(730)]
"""With a year of 53 weeks, and two clock changes a year."""

some = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def week(**days: tuple[GridSpan, ...]) -> GridWeek:
    """Return a week from its French days."""
    names = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    return tuple(days.get(name, ()) for name in names)


def opened(**days: tuple[GridSpan, ...]) -> WeekGrid:
    """Return a grid that is open as usual on public holidays."""
    return WeekGrid(week(**days), public_holidays=OnPublicHolidays.AS_USUAL)


@some
@given(grid=grids)
@example(grid=WeekGrid(((GridSpan(0, 1440),),) * 7))
@example(grid=WeekGrid(((GridSpan(0, 1440, appointment=True),),) * 7, InHolidays.CLOSED))
def test_the_text_of_a_grid_says_what_the_grid_says(
    grid: WeekGrid, calendar: SchoolCalendar
) -> None:
    assume(not grid.is_empty)
    schedule = Schedule(text_of(grid), PARIS)
    for day in TWO_YEARS:
        told = painted(list(schedule.spans(day, calendar)))
        assert told == minutes_of(grid, day, PARIS, calendar), day


@some
@given(grid=grids)
def test_what_was_written_is_read_back_as_it_was(grid: WeekGrid) -> None:
    text = text_of(grid)

    assert grid_of(text) == grid.canonical()
    assert text is None or parse_hours(text) == text


def _seeded() -> list[str]:
    texts: set[str] = set()
    for path in sorted((ROOT / "seed_data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            texts |= {row["horaires"] for row in csv.DictReader(file)}
    return sorted(texts - {""})


SHOWN = [text for text in _seeded() if grid_of(text) is not None]


def test_most_hours_of_real_places_are_shown_as_a_grid() -> None:
    assert len(SHOWN) > 0.7 * len(_seeded())


@pytest.mark.parametrize("text", SHOWN)
def test_hours_of_places_are_the_same_after_the_grid(text: str, calendar: SchoolCalendar) -> None:
    grid = grid_of(text)
    assert grid is not None
    again = Schedule(text_of(grid), PARIS)
    year = (date(2026, 1, 1), date(2026, 12, 31), calendar)

    assert intervals(again, *year) == intervals(Schedule(text, PARIS), *year)


@pytest.mark.parametrize(
    ("grid", "text"),
    [
        (opened(lundi=(MORNING,), mardi=(MORNING,)), "Mo,Tu 09:00-12:00"),
        (WeekGrid(week(lundi=(MORNING, AFTERNOON))), "Mo 09:00-12:00,14:00-17:00; PH off"),
        (WeekGrid(week(lundi=(MORNING,)), InHolidays.CLOSED), "Mo 09:00-12:00; SH,PH off"),
        (
            WeekGrid(week(lundi=(MORNING,), jeudi=(AFTERNOON,)), InHolidays.SAME),
            "Mo 09:00-12:00; Th 14:00-17:00; SH Mo 09:00-12:00; SH Th 14:00-17:00; PH off",
        ),
        (WeekGrid(((GridSpan(0, 1440),),) * 7), "24/7; PH off"),
        (
            opened(lundi=(GridSpan(540, 720, Weeks.ODD), AFTERNOON)),
            "Mo 14:00-17:00, week 01-53/2 Mo 09:00-12:00",
        ),
        (
            opened(lundi=(MORNING, GridSpan(840, 1020, appointment=True))),
            'Mo 09:00-12:00, Mo 14:00-17:00 "sur rendez-vous"',
        ),
        (opened(jeudi=(GridSpan(0, 1440, appointment=True),)), 'Th "sur rendez-vous"'),
    ],
)
def test_a_grid_is_written_as_people_of_the_trade_would(grid: WeekGrid, text: str) -> None:
    assert text_of(grid) == text


def test_only_the_days_that_change_are_written_for_the_holidays() -> None:
    usual = week(lundi=(MORNING, AFTERNOON), mardi=(MORNING,), samedi=(MORNING,))
    other = week(lundi=(MORNING,), mardi=(MORNING,))
    grid = WeekGrid(usual, InHolidays.OTHER, other, OnPublicHolidays.UNKNOWN)

    text = text_of(grid)

    assert text is not None
    assert text.endswith("; SH Mo 09:00-12:00; SH Sa off; PH unknown")


def test_holidays_with_the_usual_hours_are_no_other_hours() -> None:
    usual = week(lundi=(MORNING,))

    same = WeekGrid(usual, InHolidays.SAME)
    assert WeekGrid(usual, InHolidays.OTHER, usual).canonical() == same
    assert WeekGrid(usual, InHolidays.OTHER).canonical() == WeekGrid(usual, InHolidays.CLOSED)


def test_a_text_that_says_nothing_of_the_holidays_does_not_answer_for_them() -> None:
    silent, said = grid_of("Mo 09:00-12:00"), grid_of("Mo 09:00-12:00; SH Mo 09:00-12:00")

    assert silent == opened(lundi=(MORNING,))
    assert silent.in_holidays is InHolidays.UNSAID
    assert said is not None
    assert said.in_holidays is InHolidays.SAME


def test_day_and_night_says_of_the_holidays_too_that_nothing_changes() -> None:
    grid = grid_of("24/7")

    assert grid is not None
    assert grid.in_holidays is InHolidays.SAME
    assert text_of(grid) == "24/7"


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_text_is_an_empty_grid_and_an_empty_grid_no_text(text: str | None) -> None:
    assert grid_of(text) == WeekGrid()
    assert text_of(WeekGrid(EMPTY_WEEK, InHolidays.CLOSED)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Sa[1,3] 09:00-12:00",
        "Jul-Aug Mo-Fr 09:00-12:00",
        "Mo-Fr 09:00-12:00; Dec 24 off",
        "week 01-20 Mo 09:00-12:00",
        "Mo-Su 20:00-02:00",
        "Mo 08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00",
        'Mo 09:00-12:00 "sur inscription au centre social"',
        'Mo 09:00-12:00 "sans rendez-vous"',
        'Mo 09:00-12:00; SH off "congés"',
        'Mo "sur rendez-vous", Mo 09:00-12:00',
        "Mo 09:00-12:00 unknown",
        "Mo 09:00-12:00; PH 10:00-12:00",
        "Mo 09:00-12:00; PH off; SH Mo 09:00-10:00",
        "Mo 09:00-12:00; PH -1 day off",
        "PH off",
        "off",
        "lundi matin",
    ],
)
def test_a_text_that_says_more_than_a_grid_stays_a_text(text: str) -> None:
    assert grid_of(text) is None


def test_a_week_of_too_many_different_hours_is_refused_in_french() -> None:
    days = [
        tuple(GridSpan(n + start, n + start + 60, appointment=bool(n % 2)) for start in (480, 600))
        for n in range(7)
    ]
    halves = [(*day[:1], GridSpan(900 + n, 1000, Weeks.ODD)) for n, day in enumerate(days)]
    late = [(*day, GridSpan(1100 + n, 1200, Weeks.EVEN, True)) for n, day in enumerate(halves)]
    other = tuple((*day[1:], GridSpan(100 + n, 300)) for n, day in enumerate(late))

    with pytest.raises(GridTooLongError) as refused:
        text_of(WeekGrid(tuple(late), InHolidays.OTHER, other))

    assert "mêmes heures" in refused.value.message
