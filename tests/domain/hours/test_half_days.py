"""The half-days of rule L11, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.calendar import HolidayRange, SchoolCalendar, SchoolZone, zone_of_departement
from portal.domain.hours import ExceptionalHours, HalfDayCount, Schedule, half_days

START = date(2026, 11, 22)

COUNTS = {
    "Mo-Fr 09:00-12:00": 5,
    "Mo-Fr 09:00-12:00,14:00-18:00": 10,
    "Tu 10:00-17:00; We-Fr 10:00-12:00,13:30-17:00; PH off": 8,
    "24/7": 14,
    "Mo 10:00-12:00": 1,
    "Mo 10:00-11:59": 0,
    "Mo 09:00-10:00,11:00-12:00": 1,  # two hours in all
    "Mo 11:00-15:00": 2,  # two hours on either side of 13:00
    "Mo 11:30-14:30": 0,  # an hour and a half on either side
    "Mo 22:00-02:00": 2,  # Monday evening and Tuesday morning
    "Mo-Fr 09:00-12:00; SH off": 5,
    "Mo-Fr 09:00-12:00; SH We off; PH off": 5,
    "SH Mo-Fr 09:00-12:00": 0,
    "week 01-53/2 Mo-Fr 09:00-12:00": 0,  # even weeks have none
    "Mo-Th 09:00-12:00; week 01-53/2 Fr 09:00-12:00": 4,
    "Mo-Fr 09:00-12:00; Jun We off": 4,  # the weeks of June are ordinary
    'Mo-We 09:00-12:00; Th-Fr 09:00-12:00 "sur rendez-vous"': 3,
    "Mo-We 09:00-12:00; Sa[1] 09:00-12:00": 3,
}


def counted(
    *hours: str | None,
    calendar: SchoolCalendar,
    departement: str = "75",
    closures: tuple[ExceptionalHours, ...] = (),
    start: date = START,
) -> HalfDayCount:
    zone = zone_of_departement(departement)
    return half_days([Schedule(text, zone, closures) for text in hours], start, calendar)


@pytest.mark.parametrize(("hours", "expected"), COUNTS.items())
def test_the_lowest_ordinary_week_counts(
    hours: str, expected: int, calendar: SchoolCalendar
) -> None:
    answer = counted(hours, calendar=calendar)

    assert (answer.count, answer.met) == (expected, expected >= 5)


def test_stops_add_their_half_days(calendar: SchoolCalendar) -> None:
    answer = counted("Mo,Tu 09:00-12:00", "Tu,Th 09:00-12:00", "Fr 14:00-17:00", calendar=calendar)

    assert answer.count == 4


def test_minutes_of_two_stops_do_not_add_up(calendar: SchoolCalendar) -> None:
    assert counted("Mo 09:00-10:00", "Mo 10:00-11:00", calendar=calendar).count == 0


def test_thresholds_are_parameters(calendar: SchoolCalendar) -> None:
    place = Schedule("Mo-We 09:00-10:30", zone_of_departement("75"))

    answer = half_days([place], START, calendar, threshold=3, minimum_minutes=90)

    assert (answer.count, answer.threshold, answer.met) == (3, 3, True)


def test_each_half_day_says_why_it_counts_or_not(calendar: SchoolCalendar) -> None:
    answer = counted(
        'Mo 09:00-12:30; Tu 09:00-10:30; We 09:00-12:00 "sur rendez-vous"', calendar=calendar
    )

    told = {
        half.label: (half.counted, half.reason.replace("\u00a0", " ")) for half in answer.half_days
    }
    assert len(told) == 14
    assert told["Lundi matin"] == (True, "3 h 30 d’ouverture")
    assert told["Lundi après-midi"] == (False, "Fermé")
    assert told["Mardi matin"] == (False, "1 h 30 d’ouverture, moins de 2 h")
    assert told["Mercredi matin"] == (False, "Sur rendez-vous seulement")


def test_weeks_with_a_closure_are_not_ordinary(calendar: SchoolCalendar) -> None:
    winter = ExceptionalHours(date(2026, 11, 25), date(2026, 11, 25), None, "inventaire")

    answer = counted("Mo-Fr 09:00-12:00", calendar=calendar, closures=(winter,))

    assert (answer.count, answer.week) == (5, date(2026, 11, 30))


def test_weeks_with_exceptional_hours_stay_ordinary(calendar: SchoolCalendar) -> None:
    short = ExceptionalHours(date(2026, 11, 25), date(2026, 11, 25), "09:00-10:00", "réunion")

    answer = counted("Mo-Fr 09:00-12:00", calendar=calendar, closures=(short,))

    assert (answer.count, answer.week) == (4, date(2026, 11, 23))


def test_public_and_school_holidays_are_no_ordinary_weeks(calendar: SchoolCalendar) -> None:
    """Paris has 52 whole weeks from 23 November 2026 to 21 November 2027.

    School holidays touch 3 at Christmas, 3 in February, 3 in April, 1 at Ascension, 10 in summer
    and 3 in autumn. Public holidays touch 3 others: those of 1 May, Whit Monday and 11 November.
    """
    answer = counted("Mo-Fr 09:00-12:00", calendar=calendar)

    assert answer.ordinary_weeks == 52 - 23 - 3


def test_an_unknown_school_calendar_cannot_tell(calendar: SchoolCalendar) -> None:
    answer = counted("Mo-Fr 09:00-12:00", calendar=calendar, departement="974")

    assert (answer.count, answer.met) == (None, None)
    assert "vacances scolaires" in answer.reason


def test_a_calendar_filled_by_staff_can_tell(calendar: SchoolCalendar) -> None:
    summer = HolidayRange(date(2026, 12, 19), date(2027, 1, 24), "Été austral")
    filled = calendar.with_ranges(
        SchoolZone.REUNION, [summer], date(2026, 8, 1), date(2027, 12, 31)
    )

    assert counted("Mo-Fr 09:00-12:00", calendar=filled, departement="974").count == 5


def test_missing_hours_cannot_tell(calendar: SchoolCalendar) -> None:
    assert counted("Mo-Fr 09:00-12:00", None, calendar=calendar).count is None
    assert counted(calendar=calendar).count is None


UNSURE = '"un samedi sur deux"'
RANGES = {
    f"Mo 09:00-12:00; Sa 10:00-12:00 {UNSURE}": ("de 1 à 2 demi-journées", False),
    f"Mo-We 09:00-12:00; Sa 10:00-12:00 {UNSURE}": ("de 3 à 4 demi-journées", False),
    f"Mo-Th 09:00-12:00; Sa 10:00-12:00 {UNSURE}": ("de 4 à 5 demi-journées", None),
    "Mo-We 09:00-12:00; Th-Sa 09:00-12:00 unknown": ("de 3 à 6 demi-journées", None),
    f"Mo-Fr 09:00-12:00; Sa 10:00-12:00 {UNSURE}": ("de 5 à 6 demi-journées", True),
    "Sa 10:00-12:00 unknown": ("de 0 à 1 demi-journée", False),
}


@pytest.mark.parametrize(("hours", "expected"), RANGES.items())
def test_hours_to_confirm_cannot_tell_only_across_the_threshold(
    hours: str, expected: tuple[str, bool | None], calendar: SchoolCalendar
) -> None:
    answer = counted(hours, calendar=calendar)

    told = answer.reason.replace("\u00a0", " ")
    assert told == f"Des horaires sont à confirmer : {expected[0]} pour 5 attendues"
    assert (answer.count, answer.met) == (None, expected[1])


def test_hours_to_confirm_that_are_too_short_change_nothing(calendar: SchoolCalendar) -> None:
    answer = counted("Mo-Fr 09:00-12:00; Sa 09:00-10:00 unknown", calendar=calendar)

    assert (answer.count, answer.met) == (5, True)


def test_hours_to_confirm_change_nothing_where_another_week_is_lower(
    calendar: SchoolCalendar,
) -> None:
    """Closed on the Fridays of June, the place has 4 half-days then, whatever the others are."""
    answer = counted("Mo-Th 09:00-12:00; Fr 09:00-12:00 unknown; Jun Fr off", calendar=calendar)

    assert (answer.count, answer.met) == (4, False)


def test_a_year_of_closure_has_no_ordinary_week(calendar: SchoolCalendar) -> None:
    works = ExceptionalHours(date(2026, 11, 1), date(2027, 12, 1), None, "travaux")

    assert counted("Mo-Fr 09:00-12:00", calendar=calendar, closures=(works,)).count is None


def test_twelve_months_from_a_29_february(calendar: SchoolCalendar) -> None:
    answer = counted("Mo-Fr 09:00-12:00", calendar=calendar, start=date(2024, 2, 29))

    assert answer.count == 5
