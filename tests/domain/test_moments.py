"""Moments are read in each place's own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.domain.calendar import LocalZone, default_school_calendar, zone_of_departement
from portal.domain.moments import Moment, MomentError, NamedMoment, parse_moment

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday: 10:00 in Paris, 13:00 on La Réunion, 05:00 in Guadeloupe."""

TODAY = NOW.date()
PARIS = zone_of_departement("75")
REUNION = zone_of_departement("974")
GUADELOUPE = zone_of_departement("971")
CALENDAR = default_school_calendar()


def _local(zone: LocalZone, minute: int) -> str:
    instant = datetime.fromtimestamp(minute * 60, ZoneInfo(zone.time_zone))
    return instant.strftime("%Y-%m-%d %H:%M")


def _ranges(
    name: str | None, zone: LocalZone = PARIS, now: datetime = NOW
) -> list[tuple[str, str]]:
    moment = parse_moment(name, TODAY) if name else Moment()
    found = moment.ranges(zone, now, CALENDAR)
    return [(_local(zone, start), _local(zone, end)) for start, end in found]


@pytest.mark.parametrize("name", ["maintenant", None])
def test_now_is_this_minute_everywhere(name: str | None) -> None:
    assert _ranges(name) == [("2026-11-24 10:00", "2026-11-24 10:01")]
    assert _ranges(name, REUNION) == [("2026-11-24 13:00", "2026-11-24 13:01")]


@pytest.mark.parametrize("zone", [PARIS, REUNION, GUADELOUPE])
def test_a_written_time_is_that_of_each_place(zone: LocalZone) -> None:
    assert _ranges("2026-07-14T10:00", zone) == [("2026-07-14 10:00", "2026-07-14 10:01")]


def test_a_written_time_is_not_the_same_instant_everywhere() -> None:
    moment = parse_moment("2026-07-14T10:00", TODAY)
    assert moment.instant(PARIS, NOW) == datetime(2026, 7, 14, 8, tzinfo=UTC)
    assert moment.instant(GUADELOUPE, NOW) == datetime(2026, 7, 14, 14, tzinfo=UTC)


def test_a_named_moment_tells_the_state_of_now() -> None:
    assert parse_moment("samedi", TODAY).instant(REUNION, NOW) == NOW


@pytest.mark.parametrize(
    ("zone", "first"),
    [(PARIS, "2026-11-24"), (REUNION, "2026-11-24"), (GUADELOUPE, "2026-11-24")],
)
def test_evenings_are_seven_from_18_to_midnight(zone: LocalZone, first: str) -> None:
    evenings = _ranges("soir", zone)
    days = [date.fromisoformat(first) + timedelta(days=n) for n in range(8)]
    assert evenings == [(f"{days[n]} 18:00", f"{days[n + 1]} 00:00") for n in range(7)]


def test_an_evening_that_has_begun_counts_from_now() -> None:
    evenings = _ranges("soir", now=datetime(2026, 11, 24, 20, 30, tzinfo=UTC))
    assert evenings[0] == ("2026-11-24 21:30", "2026-11-25 00:00")
    assert len(evenings) == 7


def test_the_evening_of_the_place_may_be_of_another_day() -> None:
    late = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
    assert _ranges("soir", REUNION, late)[0] == ("2026-11-25 18:00", "2026-11-26 00:00")


@pytest.mark.parametrize(
    ("name", "now", "day", "after"),
    [
        ("mercredi", NOW, "2026-11-25", "2026-11-26"),
        ("mercredi", NOW + timedelta(days=1), "2026-11-25", "2026-11-26"),
        ("mercredi", NOW + timedelta(days=2), "2026-12-02", "2026-12-03"),
        ("samedi", NOW, "2026-11-28", "2026-11-29"),
        ("samedi", NOW + timedelta(days=4), "2026-11-28", "2026-11-29"),
        ("samedi", NOW + timedelta(days=5), "2026-12-05", "2026-12-06"),
    ],
)
def test_a_week_day_is_the_next_one_today_included(
    name: str, now: datetime, day: str, after: str
) -> None:
    assert _ranges(name, now=now) == [(f"{day} 00:00", f"{after} 00:00")]


def test_a_week_day_is_that_of_the_place() -> None:
    just_thursday_in_paris = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert _ranges("mercredi", PARIS, just_thursday_in_paris)[0][0] == "2026-12-02 00:00"
    assert _ranges("mercredi", GUADELOUPE, just_thursday_in_paris)[0][0] == "2026-11-25 00:00"


@pytest.mark.parametrize(
    ("now", "hours"),
    [(datetime(2026, 3, 28, 12, tzinfo=UTC), 24), (datetime(2026, 10, 24, 12, tzinfo=UTC), 24)],
)
def test_a_saturday_before_the_clocks_change_has_24_hours(now: datetime, hours: int) -> None:
    ((start, end),) = Moment(NamedMoment.SAMEDI).ranges(PARIS, now, CALENDAR)
    assert end - start == hours * 60


@pytest.mark.parametrize(
    ("now", "first", "end"),
    [
        (NOW, "2026-12-19 00:00", "2027-01-04 00:00"),
        (datetime(2026, 12, 25, 12, tzinfo=UTC), "2026-12-19 00:00", "2027-01-04 00:00"),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), "2026-02-21 00:00", "2026-03-09 00:00"),
    ],
)
def test_holidays_are_the_next_ones_of_the_zone_or_those_of_now(
    now: datetime, first: str, end: str
) -> None:
    assert _ranges("vacances", PARIS, now) == [(first, end)]


def test_a_holiday_over_a_change_of_clocks_has_its_true_length() -> None:
    now = datetime(2026, 10, 10, 12, tzinfo=UTC)
    ((start, end),) = Moment(NamedMoment.VACANCES).ranges(PARIS, now, CALENDAR)
    assert (_local(PARIS, start), _local(PARIS, end)) == ("2026-10-17 00:00", "2026-11-02 00:00")
    assert end - start == (16 * 24 + 1) * 60


def test_an_unknown_holiday_calendar_gives_no_range() -> None:
    assert _ranges("vacances", REUNION) == []


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-03-29T01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29T02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_is_still_an_instant(
    written: str, utc: datetime
) -> None:
    moment = parse_moment(written, TODAY)
    assert moment.instant(PARIS, NOW).astimezone(UTC) == utc
    ((start, end),) = moment.ranges(PARIS, NOW, CALENDAR)
    assert (start, end) == (utc.timestamp() // 60, utc.timestamp() // 60 + 1)


@pytest.mark.parametrize(
    "written", ["2025-01-01T00:00", "2027-12-31T23:59", "2026-07-14T10:00:30", "2026-02-28T23:59"]
)
def test_a_time_from_last_year_to_next_year_is_taken(written: str) -> None:
    assert parse_moment(written, TODAY).local == datetime.fromisoformat(written)


@pytest.mark.parametrize("written", ["2024-12-31T23:59", "2028-01-01T00:00", "0001-01-01T00:00"])
def test_a_time_out_of_bounds_is_refused(written: str) -> None:
    with pytest.raises(MomentError, match="du 1er janvier 2025 au 31 décembre 2027"):
        parse_moment(written, TODAY)


@pytest.mark.parametrize(
    "written", ["2026-02-29T10:00", "2026-13-01T10:00", "2026-07-14T25:00", "0000-01-01T00:00"]
)
def test_a_time_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(MomentError, match="n’existe pas"):
        parse_moment(written, TODAY)


@pytest.mark.parametrize(
    "written",
    ["", "dimanche", "Soir", "2026-07-14", "2026-07-14 10:00", "2026-07-14T10:00Z",
     "2026-07-14T10:00+02:00", "2026-W01-1T10:00", "٢٠٢٦-07-14T10:00", "2026-07-14T10:00\n"],
)  # fmt: skip
def test_another_text_is_refused_with_what_is_expected(written: str) -> None:
    with pytest.raises(MomentError, match="attendu : maintenant, soir, mercredi, samedi, vacances"):
        parse_moment(written, TODAY)
