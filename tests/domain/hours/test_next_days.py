"""The next days, day by day."""

from __future__ import annotations

from datetime import date

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import DayOpening, ExceptionalHours, OpeningState, Schedule, day_openings

PARIS = zone_of_departement("75")
MONDAY = date(2026, 11, 23)


def days(
    hours: str | None,
    calendar: SchoolCalendar,
    *exceptions: ExceptionalHours,
    first: date = MONDAY,
    count: int = 2,
) -> tuple[DayOpening, ...]:
    return day_openings(Schedule(hours, PARIS, exceptions), first, count, calendar)


def texts(day: DayOpening) -> list[tuple[str, str]]:
    """Return the ranges of a day as clock times."""
    return [(item.start_text, item.end_text) for item in day.ranges]


def test_each_day_has_its_ranges(calendar: SchoolCalendar) -> None:
    monday, tuesday = days("Mo 09:00-12:00,14:00-18:00", calendar)

    assert (monday.day, monday.state) == (MONDAY, OpeningState.OUVERT)
    assert texts(monday) == [("09:00", "12:00"), ("14:00", "18:00")]
    assert (tuesday.state, tuesday.ranges) == (OpeningState.FERME, ())


def test_a_range_has_a_french_label(calendar: SchoolCalendar) -> None:
    monday, tuesday = days("Mo 09:00-12:30; Tu 00:00-24:00", calendar)

    assert monday.ranges[0].label == "9\u00a0h – 12\u00a0h\u00a030"
    assert tuesday.ranges[0].label == "24\u00a0h sur\u00a024"


def test_a_night_belongs_to_the_day_it_starts_on(calendar: SchoolCalendar) -> None:
    sunday, monday, tuesday = days("Mo 22:00-02:00", calendar, first=date(2026, 11, 22), count=3)

    assert [texts(day) for day in (sunday, monday, tuesday)] == [[], [("22:00", "02:00")], []]


def test_the_night_before_the_first_day_is_not_its_own(calendar: SchoolCalendar) -> None:
    (tuesday,) = days("Mo 22:00-02:00", calendar, first=date(2026, 11, 24), count=1)

    assert tuesday.ranges == ()


def test_days_round_the_clock_stay_whole(calendar: SchoolCalendar) -> None:
    assert [texts(day) for day in days("24/7", calendar)] == [[("00:00", "24:00")]] * 2


def test_the_best_state_of_a_day_stands_for_it(calendar: SchoolCalendar) -> None:
    monday, tuesday = days(
        'Mo 09:00-12:00, Mo 14:00-16:00 "sur rendez-vous"; Tu "sur rendez-vous"', calendar
    )

    assert (monday.state, tuesday.state) == (OpeningState.OUVERT, OpeningState.SUR_RENDEZ_VOUS)
    assert tuesday.ranges[0].label == "Sur rendez-vous"


def test_a_closure_is_explained(calendar: SchoolCalendar) -> None:
    closure = ExceptionalHours(MONDAY, MONDAY, None, "congés")

    monday, tuesday = days("Mo-Fr 09:00-12:00", calendar, closure)

    assert (monday.state, monday.note) == (
        OpeningState.FERME,
        "Fermeture exceptionnelle\u00a0: congés",
    )
    assert tuesday.note == ""


def test_a_public_holiday_is_named(calendar: SchoolCalendar) -> None:
    (day,) = days("Mo-Fr 09:00-12:00", calendar, first=date(2026, 7, 14), count=1)

    assert day.note == "Jour férié\u00a0: 14 juillet"


def test_a_place_without_hours_shows_none(calendar: SchoolCalendar) -> None:
    special = ExceptionalHours(MONDAY, MONDAY, "10:00-12:00")

    monday, tuesday = days(None, calendar, special)

    assert (texts(monday), monday.note) == ([("10:00", "12:00")], "Horaires exceptionnels")
    assert (tuesday.state, tuesday.ranges) == (OpeningState.INCONNU, ())
