"""Dated exceptions replace the normal hours of their days."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import ExceptionalHours, HoursError, Opening, Schedule, opening_at

PARIS = zone_of_departement("75")
HOLIDAY = ExceptionalHours(date(2026, 11, 23), date(2026, 11, 27), None, "congés")
LATE = ExceptionalHours(date(2026, 11, 24), date(2026, 11, 24), "20:00-02:00", "soirée")


def opening(
    hours: str | None, at: str, calendar: SchoolCalendar, *exceptions: ExceptionalHours
) -> Opening:
    moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Paris"))
    return opening_at(Schedule(hours, PARIS, exceptions), moment, calendar)


def told(opening: Opening) -> str:
    """Return the state, and the next change as a wall time."""
    change = opening.jusqu_a or opening.prochaine_ouverture
    return f"{opening.etat} {change:%m-%d %H:%M}" if change else opening.etat


def test_a_closure_holds_on_its_first_and_last_day(calendar: SchoolCalendar) -> None:
    for day in ("2026-11-23 10:00", "2026-11-27 10:00"):
        assert told(opening("Mo-Fr 09:00-12:00", day, calendar, HOLIDAY)) == "ferme 11-30 09:00"


def test_the_days_around_a_closure_are_normal(calendar: SchoolCalendar) -> None:
    before = opening("Mo-Su 09:00-12:00", "2026-11-22 10:00", calendar, HOLIDAY)
    after = opening("Mo-Su 09:00-12:00", "2026-11-28 10:00", calendar, HOLIDAY)

    assert [told(before), told(after)] == ["ouvert 11-22 12:00", "ouvert 11-28 12:00"]


def test_a_closure_ends_24_hours_a_day(calendar: SchoolCalendar) -> None:
    assert told(opening("24/7", "2026-11-22 10:00", calendar, HOLIDAY)) == "ouvert 11-23 00:00"


def test_a_closure_ends_the_night_before_at_midnight(calendar: SchoolCalendar) -> None:
    night = opening("Su 22:00-02:00", "2026-11-22 23:00", calendar, HOLIDAY)

    assert told(night) == "ouvert 11-23 00:00"


def test_exceptional_hours_replace_the_normal_ones(calendar: SchoolCalendar) -> None:
    morning = opening("Mo-Fr 09:00-12:00", "2026-11-24 10:00", calendar, LATE)

    assert told(morning) == "ferme 11-24 20:00"


def test_exceptional_hours_run_past_midnight(calendar: SchoolCalendar) -> None:
    night = opening("Mo-Fr 09:00-12:00", "2026-11-25 01:00", calendar, LATE)

    assert told(night) == "ouvert 11-25 02:00"


def test_the_normal_night_does_not_follow_exceptional_hours(calendar: SchoolCalendar) -> None:
    early = ExceptionalHours(date(2026, 11, 24), date(2026, 11, 24), "20:00-21:00")

    night = opening("Mo-Fr 22:00-02:00", "2026-11-25 01:00", calendar, early)

    assert told(night) == "ferme 11-25 22:00"


def test_the_later_of_two_exceptions_holds(calendar: SchoolCalendar) -> None:
    at = "2026-11-24 21:00"

    assert told(opening(None, at, calendar, HOLIDAY, LATE)) == "ouvert 11-25 00:00"
    assert told(opening("Sa 09:00-12:00", at, calendar, LATE, HOLIDAY)) == "ferme 11-28 09:00"


def test_a_place_without_hours_may_have_an_exceptional_opening(calendar: SchoolCalendar) -> None:
    before = opening(None, "2026-11-23 10:00", calendar, LATE)

    assert told(before) == "inconnu 11-24 20:00"
    assert not before.communique


def test_a_place_without_hours_is_closed_on_its_closures(calendar: SchoolCalendar) -> None:
    assert told(opening(None, "2026-11-23 10:00", calendar, HOLIDAY)) == "ferme"


def test_public_holidays_hold_in_exceptional_hours(calendar: SchoolCalendar) -> None:
    july = ExceptionalHours(date(2026, 7, 13), date(2026, 7, 15), "10:00-12:00; PH off")

    fourteenth = opening("Mo-Fr 09:00-18:00", "2026-07-14 11:00", calendar, july)

    assert told(fourteenth) == "ferme 07-15 10:00"


def test_bad_exceptional_hours_are_refused(calendar: SchoolCalendar) -> None:
    bad = ExceptionalHours(date(2026, 11, 23), date(2026, 11, 23), "10h-12h")

    with pytest.raises(HoursError):
        opening("Mo-Fr 09:00-12:00", "2026-11-23 10:00", calendar, bad)
