"""Prepared opening hours: the intervals of each schedule on each of the coming days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search_index.bits import Flags
from search_index.columns import SchedulePair
from search_index.query import MinuteRange, OpeningCalendar
from search_index.segment import ArrayGroup

MINUTES_PER_DAY: Final = 1440
PREPARED_DAYS: Final = 17
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Hours(ArrayGroup):
    """Opening intervals by UTC day, then by schedule; those that pass midnight are cut there."""

    start: NDArray[np.int64]
    """Where the intervals of each day begin; one more than days, the last being the end."""
    schedule: NDArray[np.int32]
    opens: NDArray[np.int16]
    """Minute of the day, 0 to 1439."""
    closes: NDArray[np.int16]
    """Minute of the day, 1 to 1440, not included."""


@dataclass(frozen=True, slots=True)
class DayHours:
    """The intervals of one day: a column for each schedule, filled up with empty intervals.

    So one comparison of whole arrays answers, and nothing has to be looked up.
    """

    opens: NDArray[np.int16]
    closes: NDArray[np.int16]

    def open_schedules(self, first: int, last: int, opens: int, closes: int) -> Flags:
        """Return which of the schedules first to last - 1 are open in [opens, closes)."""
        meeting = (self.opens[:, first:last] < closes) & (self.closes[:, first:last] > opens)
        opened: Flags = np.logical_or.reduce(meeting)
        return opened


def day_number(day: date) -> int:
    """Return the number of days since 1970-01-01."""
    return (day - _EPOCH).days


def first_prepared_day(today: date) -> date:
    """Return the first of the days that are prepared when a day begins: the one before."""
    return today - timedelta(days=1)


def prepare(
    calendar: OpeningCalendar, pairs: Sequence[SchedulePair], first: date, days: int = PREPARED_DAYS
) -> Hours:
    """Evaluate every schedule once over the days from ``first``."""
    last = first + timedelta(days=days - 1)
    evaluated = [calendar.openings(schedule, first, last) for _, schedule in pairs]
    return hours_of(dict(enumerate(evaluated, start=1)), day_number(first), days)


def hours_of(ranges: Mapping[int, Sequence[MinuteRange]], first_day: int, days: int) -> Hours:
    """Return the hours of schedules given by number, on the days from a day's number."""
    owners = [number for number, found in ranges.items() for _ in found]
    table = np.array([pair for found in ranges.values() for pair in found], dtype=np.int64)
    opens, closes = table.reshape(-1, 2).T
    schedule = np.array(owners, dtype=np.int32)
    pieces = [_cut(schedule, opens, closes, first_day + day) for day in range(days)]
    sizes = [len(owners) for owners, _, _ in pieces]
    columns = (np.concatenate(column) for column in zip(*pieces, strict=True))
    return Hours(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), *columns)


def day_of(hours: Hours, number: int, count: int) -> DayHours:
    """Return the intervals of the day of this number, from 0, for so many schedules."""
    chosen = slice(int(hours.start[number]), int(hours.start[number + 1]))
    schedule = hours.schedule[chosen]
    nth = np.arange(len(schedule)) - np.searchsorted(schedule, schedule)
    opens, closes = np.zeros((2, int(nth.max(initial=-1)) + 1, count), dtype=np.int16)
    opens[nth, schedule] = hours.opens[chosen]
    closes[nth, schedule] = hours.closes[chosen]
    return DayHours(opens, closes)


def _cut(
    schedule: NDArray[np.int32], opens: NDArray[np.int64], closes: NDArray[np.int64], day: int
) -> tuple[NDArray[np.int32], NDArray[np.int16], NDArray[np.int16]]:
    midnight = day * MINUTES_PER_DAY
    first = np.clip(opens - midnight, 0, MINUTES_PER_DAY)
    last = np.clip(closes - midnight, 0, MINUTES_PER_DAY)
    kept = first < last
    return schedule[kept], first[kept].astype(np.int16), last[kept].astype(np.int16)
