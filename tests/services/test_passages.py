"""Passages: the coming dates on which people find someone at a site."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from portal.domain.calendar import default_school_calendar, zone_of_departement
from portal.domain.hours import ExceptionalHours, OpeningState, Schedule
from portal.services.passages import Passage, coming_passages, has_dates, next_days

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SCHOOL = default_school_calendar()


def _schedule(hours: str | None, code: str = "87", *exceptions: ExceptionalHours) -> Schedule:
    return Schedule(hours, zone_of_departement(code), exceptions)


def _coming(schedule: Schedule, days: int = 56) -> list[Passage]:
    last = TUESDAY.date() + timedelta(days=days - 1)
    passages = coming_passages(schedule, TUESDAY, SCHOOL)
    return [passage for passage in passages if passage.day <= last]


def test_passages_come_in_order_for_eight_weeks() -> None:
    passages = _coming(_schedule("week 01-53/2 Mo 09:00-12:00"))
    assert [p.day.isoformat() for p in passages] == [
        "2026-11-30",
        "2026-12-14",
        "2026-12-28",
        "2027-01-04",
        "2027-01-18",
    ]


def test_what_is_over_today_is_left_out_and_what_goes_on_stays() -> None:
    morning, afternoon = _coming(_schedule("Tu 08:00-09:30,10:30-12:00,14:00-16:00"), days=1)
    assert morning.hours == "10\u00a0h\u00a030 – 12\u00a0h"
    assert afternoon.hours == "14\u00a0h – 16\u00a0h"
    (under_way,) = _coming(_schedule("Tu 09:00-11:00"), days=1)
    assert under_way.start < TUESDAY < under_way.end


def test_times_are_those_of_the_place() -> None:
    passage = _coming(_schedule("We 08:00-12:00", "974"), days=2)[0]
    assert passage.start.isoformat() == "2026-11-25T08:00:00+04:00"


def test_a_night_belongs_to_the_day_it_starts_on() -> None:
    passage = _coming(_schedule("Tu 20:00-02:00"), days=1)[0]
    assert passage.day == date(2026, 11, 24)
    assert passage.end.isoformat() == "2026-11-25T02:00:00+01:00"


def test_an_exceptional_closure_takes_passages_away() -> None:
    closure = ExceptionalHours(date(2026, 12, 2), date(2026, 12, 9), None, "travaux")
    passages = _coming(_schedule("We 14:00-17:00", "87", closure), days=28)
    assert [p.day.day for p in passages] == [25, 16]


def test_appointments_count_with_hours_and_uncertain_hours_do_not() -> None:
    on_appointment = _coming(_schedule('We 14:00-17:00 "sur rendez-vous"'), days=7)
    assert [p.state for p in on_appointment] == [OpeningState.SUR_RENDEZ_VOUS]
    assert _coming(_schedule('"sur rendez-vous"'), days=7) == []
    assert _coming(_schedule('We 14:00-17:00 "sauf imprévu"'), days=7) == []
    assert _coming(_schedule(None), days=7) == []


def test_the_next_days_hold_all_their_passages() -> None:
    days = next_days(_schedule("Mo-Fr 09:00-12:00,14:00-17:00"), TUESDAY, SCHOOL, 3)
    assert [[p.day.day for p in passages] for passages in days] == [[24, 24], [25, 25], [26, 26]]


def test_only_hours_that_begin_and_end_are_worth_a_calendar() -> None:
    assert has_dates(_schedule("Mo 09:00-12:00"))
    assert not has_dates(_schedule("24/7"))
    assert not has_dates(_schedule(None))
