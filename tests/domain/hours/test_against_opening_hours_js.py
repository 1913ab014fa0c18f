"""The engine says, minute by minute, what an independent evaluator of the language says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import OpeningState, Schedule, intervals

from .node_evaluator import NodeEvaluator, Region
from .texts import texts

pytestmark = pytest.mark.node

DAYS = 21
EPOCH = date(1970, 1, 1)
PARIS = ZoneInfo("Europe/Paris")
CLOSED, OPEN, UNSURE = b"\0", b"\1", b"\2"

many = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def painted(spans: list[tuple[int, int, bytes]], first: int, last: int) -> bytes:
    """Return one byte a minute from ``first`` to ``last``."""
    minutes = bytearray(CLOSED * (last - first))
    for start, end, colour in spans:
        low, high = max(start, first), min(end, last)
        if low < high:
            minutes[low - first : high - first] = colour * (high - low)
    return bytes(minutes)


def at_noon(day: date) -> datetime:
    """Return noon, without a zone."""
    return datetime.combine(day, time(12))


def assert_same(
    text: str, first: date, calendar: SchoolCalendar, other: NodeEvaluator, departement: str = "75"
) -> None:
    """Compare both evaluators on every minute of three weeks (UTC) from ``first``.

    Weeks with a clock change are left to the table of cases: the other evaluator looks for the
    day before 24 hours ago.
    """
    region = {"75": Region(), "67": Region("Bas-Rhin")}[departement]
    schedule = Schedule(text, zone_of_departement(departement))
    last = first + timedelta(days=DAYS)
    assume(PARIS.utcoffset(at_noon(first)) == PARIS.utcoffset(at_noon(last)))
    low = (first - EPOCH).days * 1440
    high = low + DAYS * 1440
    ours = [
        (
            int(item.start.timestamp()) // 60,
            int(item.end.timestamp()) // 60,
            OPEN if item.state is OpeningState.OUVERT else UNSURE,
        )
        for item in intervals(schedule, first, last, calendar)
    ]
    theirs = [
        (start, end, UNSURE if unknown else OPEN)
        for start, end, unknown in other.intervals(text, low, high, region)
    ]
    assert painted(ours, low, high) == painted(theirs, low, high)


@many
@given(text=texts(), first=st.dates(date(2024, 12, 1), date(2029, 1, 31)))
def test_any_dates_weeks_weekdays_and_overriding_rules_agree(
    text: str, first: date, calendar: SchoolCalendar, opening_hours_js: NodeEvaluator
) -> None:
    assert_same(text, first, calendar, opening_hours_js)


PUBLIC = ("PH", "Mo-Fr,PH", "PH,Sa", "PH Mo-Fr", "PH -1 day", "PH +1 day", "We,PH", "PH Sa-Mo")


@many
@given(
    text=texts(PUBLIC),
    first=st.dates(date(2025, 1, 1), date(2028, 11, 30)),
    departement=st.sampled_from(["75", "67"]),
)
def test_public_holidays_agree_in_paris_and_in_strasbourg(
    text: str,
    first: date,
    departement: str,
    calendar: SchoolCalendar,
    opening_hours_js: NodeEvaluator,
) -> None:
    assert_same(text, first, calendar, opening_hours_js, departement)


SCHOOL = ("SH", "SH,PH", "SH Mo-Fr", "We,SH", "SH We", "Mo-Fr,SH", "SH Sa-Mo")
SCHOOL_STARTS = (date(2026, 2, 23), date(2026, 4, 20), date(2026, 7, 6), date(2026, 8, 17))
"""Three weeks within which its zone C is right: it starts every holiday a day late."""


@many
@given(text=texts(SCHOOL), first=st.sampled_from(SCHOOL_STARTS))
def test_school_holidays_agree_in_zone_c(
    text: str, first: date, calendar: SchoolCalendar, opening_hours_js: NodeEvaluator
) -> None:
    assert_same(text, first, calendar, opening_hours_js)
