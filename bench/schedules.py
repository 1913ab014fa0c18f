"""Weekly opening hours of the generated places, and the calendar that understands them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np

from search_index.query import MinuteRange, SearchQuery

SCHEDULE_COUNT = 2_000
SLOT_MINUTES = 15
WEEK_MINUTES = 7 * 24 * 60
_DAY_MINUTES = 24 * 60
_EPOCH = date(1970, 1, 1)


@cache
def schedule_keys() -> tuple[str, ...]:
    """Return distinct keys such as ``0246:540-720+840-1020``: days, then minutes of the day."""
    random = np.random.default_rng(1972)
    keys: dict[str, None] = {}
    while len(keys) < SCHEDULE_COUNT:
        keys[_random_key(random)] = None
    return tuple(keys)


def _random_key(random: np.random.Generator) -> str:
    day_count = int(random.integers(1, 7))
    days = np.sort(random.choice([0, 0, 1, 2, 2, 3, 4, 5], day_count, replace=False))
    start = 480 + SLOT_MINUTES * int(random.integers(0, 9))
    noon = start + SLOT_MINUTES * int(random.integers(8, 17))
    after = noon + SLOT_MINUTES * int(random.integers(2, 9))
    end = after + SLOT_MINUTES * int(random.integers(4, 21))
    spans = (f"{start}-{noon}", f"{after}-{end}")
    chosen = ("+".join(spans), *spans)[int(random.integers(0, 3))]
    return f"{''.join(map(str, dict.fromkeys(days.tolist())))}:{chosen}"


@cache
def weekly_ranges(schedule: str) -> tuple[MinuteRange, ...]:
    """Return the openings of one week in minutes since Monday 00:00."""
    days, _, spans = schedule.partition(":")
    minutes = [tuple(map(int, span.split("-"))) for span in spans.split("+")]
    return tuple(
        (int(day) * _DAY_MINUTES + start, int(day) * _DAY_MINUTES + end)
        for day in days
        for start, end in minutes
    )


def weekly_slots(schedule: str) -> list[int]:
    """Return the quarters of an hour of the week in which the place is open."""
    return [
        slot
        for start, end in (weekly_ranges(schedule) if schedule else ())
        for slot in range(start // SLOT_MINUTES, end // SLOT_MINUTES)
    ]


def week_minute(minute: int) -> int:
    """Return the minute of the week of a minute since 1970, which began on a Thursday."""
    return (minute + 3 * _DAY_MINUTES) % WEEK_MINUTES


class WeeklyCalendar:
    """The calendar of the generated places: every week is the same, clocks are UTC."""

    def openings(self, schedule: str, first: date, last: date) -> list[MinuteRange]:
        """Return when the place is open on the days first to last, in minutes since 1970."""
        monday = first - timedelta(days=first.weekday())
        window_start = (first - _EPOCH).days * _DAY_MINUTES
        window_end = ((last - _EPOCH).days + 1) * _DAY_MINUTES
        week_start = (monday - _EPOCH).days * _DAY_MINUTES
        return [
            (week + start, week + end)
            for week in range(week_start, window_end, WEEK_MINUTES)
            for start, end in weekly_ranges(schedule)
            if week + start >= window_start and week + end <= window_end
        ]


def asked_minute(search: SearchQuery) -> int | None:
    """Return the minute of the week at which places must be open, if any is asked for."""
    if search.open_during is None:
        return None
    ((first, _),) = search.open_during["metropole"]
    return week_minute(first)
