"""Openings over several days, as instants."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import (
    Interval,
    OpeningState,
    Schedule,
    intervals,
    open_minutes,
    opening_at,
)

PARIS = zone_of_departement("75")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def minute(text: str) -> int:
    """Return a UTC time as minutes since the epoch."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) // 60


def durations(hours: str, first: date, last: date, calendar: SchoolCalendar) -> list[int]:
    """Return how many minutes each opening lasts."""
    found = open_minutes(Schedule(hours, PARIS), first, last, calendar)
    return [end - start for start, end in found]


def test_open_minutes_are_utc(calendar: SchoolCalendar) -> None:
    found = open_minutes(Schedule("Mo-Fr 09:00-12:00", PARIS), MONDAY, TUESDAY, calendar)

    assert found == [
        (minute("2026-11-23 08:00"), minute("2026-11-23 11:00")),
        (minute("2026-11-24 08:00"), minute("2026-11-24 11:00")),
    ]


def test_open_minutes_are_cut_at_utc_midnights(calendar: SchoolCalendar) -> None:
    found = open_minutes(Schedule("24/7", PARIS), MONDAY, MONDAY, calendar)

    assert found == [(minute("2026-11-23 00:00"), minute("2026-11-24 00:00"))]


def test_local_days_on_either_side_reach_into_a_utc_day(calendar: SchoolCalendar) -> None:
    tahiti = Schedule("Su 08:00-20:00", zone_of_departement("987"))  # Sunday 22 ends at 06:00 UTC

    found = open_minutes(tahiti, MONDAY, MONDAY, calendar)

    assert found == [(minute("2026-11-23 00:00"), minute("2026-11-23 06:00"))]


@pytest.mark.parametrize(
    "hours", ['Mo 09:00-12:00 "sur rendez-vous"', "Mo 09:00-12:00 unknown", "Mo off"]
)
def test_only_what_is_surely_open_has_minutes(hours: str, calendar: SchoolCalendar) -> None:
    assert durations(hours, MONDAY, TUESDAY, calendar) == []


def test_no_hours_have_no_minutes(calendar: SchoolCalendar) -> None:
    assert open_minutes(Schedule(None, PARIS), MONDAY, TUESDAY, calendar) == []


def test_a_night_lasts_an_hour_less_in_march(calendar: SchoolCalendar) -> None:
    night = durations("Sa 22:00-06:00", date(2026, 3, 28), date(2026, 3, 29), calendar)

    assert night == [7 * 60]


def test_a_night_lasts_an_hour_more_in_october(calendar: SchoolCalendar) -> None:
    night = durations("Sa 22:00-06:00", date(2026, 10, 24), date(2026, 10, 25), calendar)

    assert night == [9 * 60]


def test_days_of_a_clock_change_have_23_and_25_hours(calendar: SchoolCalendar) -> None:
    spring = durations("Su 00:00-24:00", date(2026, 3, 28), date(2026, 3, 29), calendar)
    autumn = durations("Su 00:00-24:00", date(2026, 10, 24), date(2026, 10, 25), calendar)

    assert (spring, autumn) == ([23 * 60], [25 * 60])


def test_days_that_touch_are_one_opening(calendar: SchoolCalendar) -> None:
    assert durations("Mo 20:00-24:00; Tu 00:00-02:00", MONDAY, TUESDAY, calendar) == [6 * 60]


def test_intervals_say_the_state(calendar: SchoolCalendar) -> None:
    hours = 'Mo 09:00-12:00; Tu 09:00-10:00 "sur rendez-vous", Tu 10:00-11:00 unknown'

    found = intervals(Schedule(hours, PARIS), MONDAY, TUESDAY, calendar)

    assert [(item.start.hour, item.state) for item in found] == [
        (8, OpeningState.OUVERT),
        (8, OpeningState.SUR_RENDEZ_VOUS),
        (9, OpeningState.INCONNU),
    ]


def test_the_night_of_the_last_day_runs_past_midnight(calendar: SchoolCalendar) -> None:
    found = intervals(Schedule("Mo-Su 22:00-02:00", PARIS), MONDAY, MONDAY, calendar)

    assert found == [
        Interval(
            datetime(2026, 11, 22, 23, tzinfo=UTC),
            datetime(2026, 11, 23, 1, tzinfo=UTC),
            OpeningState.OUVERT,
        ),
        Interval(
            datetime(2026, 11, 23, 21, tzinfo=UTC),
            datetime(2026, 11, 24, 1, tzinfo=UTC),
            OpeningState.OUVERT,
        ),
    ]


def test_what_never_ends_is_cut_at_the_last_midnight(calendar: SchoolCalendar) -> None:
    found = intervals(Schedule("24/7", PARIS), MONDAY, TUESDAY, calendar)

    assert [(item.start, item.end) for item in found] == [
        (datetime(2026, 11, 22, 23, tzinfo=UTC), datetime(2026, 11, 24, 23, tzinfo=UTC))
    ]


def test_a_moment_without_time_zone_is_refused(calendar: SchoolCalendar) -> None:
    with pytest.raises(ValueError, match="time zone"):
        opening_at(Schedule("24/7", PARIS), datetime(2026, 11, 23), calendar)  # noqa: DTZ001
