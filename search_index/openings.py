"""Which schedules of a segment are open during given ranges, at the price of a few comparisons.

Prepared days are read from the segment's hours. Other days are evaluated once for every schedule
and kept, a bounded number of them. A range over many days that are not kept (a summer's holidays)
is evaluated for the schedules that the other days leave undecided.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from threading import Lock
from typing import Final

import numpy as np

from search_index.arrays import json_list
from search_index.bits import Flags
from search_index.hours import MINUTES_PER_DAY, DayHours, day_number, day_of, hours_of
from search_index.query import MinuteRange, OpeningCalendar
from search_index.store import StoredSegment

Schedules = tuple[int, int]
"""Numbers of schedules: the first, and the last plus one."""

KEPT_DAYS: Final = 40
_MOST_MISSING_DAYS: Final = 8
_EPOCH: Final = date(1970, 1, 1)


class SegmentOpenings:
    """Answers for one segment, whose hours are prepared from ``first_day`` on."""

    def __init__(self, stored: StoredSegment, first_day: date, calendar: OpeningCalendar) -> None:
        self._stored = stored
        self._calendar = calendar
        zones = json_list(stored.segment.schedules.zones)
        starts = stored.segment.schedules.zone_start.tolist()
        self._zones = {zone: (starts[i], starts[i + 1]) for i, zone in enumerate(zones)}
        self.count: int = starts[-1]
        """Number of schedules, the unknown one included."""
        first = day_number(first_day)
        prepared = len(stored.hours.start) - 1
        self._prepared = {first + day: day_of(stored.hours, day) for day in range(prepared)}
        self._kept: OrderedDict[int, DayHours] = OrderedDict()
        self._lock = Lock()

    def open_schedules(self, during: Mapping[str, Sequence[MinuteRange]]) -> Flags:
        """Return by number which schedules are open in one of the ranges of their zone."""
        opened = np.zeros(self.count, dtype=np.bool_)
        with self._lock:
            asked = self._asked(during)
            missing = {day for _, ranges in asked for day in _days(ranges)}
            missing -= self._prepared.keys() | self._kept.keys()
            if len(missing) <= _MOST_MISSING_DAYS:
                self._keep(missing)
            for schedules, ranges in asked:
                self._look_up(opened, schedules, ranges)
            if len(missing) > _MOST_MISSING_DAYS:
                for schedules, ranges in asked:
                    self._ask_calendar(opened, schedules, ranges)
        return opened

    def _asked(
        self, during: Mapping[str, Sequence[MinuteRange]]
    ) -> list[tuple[Schedules, Sequence[MinuteRange]]]:
        """Return the ranges asked of schedules first to last - 1, neighbours taken together."""
        asked: list[tuple[Schedules, Sequence[MinuteRange]]] = []
        for zone, (first, last) in self._zones.items():
            ranges = during.get(zone, ())
            if asked and asked[-1][1] == ranges:
                asked[-1] = ((asked[-1][0][0], last), ranges)
            else:
                asked.append(((first, last), ranges))
        return [(schedules, ranges) for schedules, ranges in asked if ranges]

    def _look_up(self, opened: Flags, schedules: Schedules, ranges: Iterable[MinuteRange]) -> None:
        """Mark the schedules that the prepared and kept days show open."""
        for day, opens, closes in _by_day(ranges):
            hours = self._prepared.get(day) or self._kept.get(day)
            if hours is not None:
                opened[hours.open_schedules(*schedules, opens, closes)] = True

    def _keep(self, days: Iterable[int]) -> None:
        """Evaluate every schedule on these days."""
        for first, last in _runs(sorted(days)):
            found = dict(self._evaluate(range(1, self.count), first, last))
            hours = hours_of(found, first, last - first + 1)
            self._kept.update({day: day_of(hours, day - first) for day in range(first, last + 1)})
        while len(self._kept) > KEPT_DAYS:
            self._kept.popitem(last=False)

    def _ask_calendar(
        self, opened: Flags, schedules: Schedules, ranges: Sequence[MinuteRange]
    ) -> None:
        """Mark the schedules, not yet marked, that the calendar shows open."""
        undecided = [number for number in range(*schedules) if not opened[number]]
        days = list(_days(ranges))
        for number, found in self._evaluate(undecided, days[0], days[-1]):
            opened[number] = any(a < end and b > begin for a, b in found for begin, end in ranges)

    def _evaluate(
        self, schedules: Iterable[int], first: int, last: int
    ) -> Iterator[tuple[int, Sequence[MinuteRange]]]:
        table = json_list(self._stored.segment.schedules.table)
        begin, end = _EPOCH + timedelta(days=first), _EPOCH + timedelta(days=last)
        for number in schedules:
            yield number, self._calendar.openings(table[number - 1][1], begin, end)


def _by_day(ranges: Iterable[MinuteRange]) -> Iterator[tuple[int, int, int]]:
    """Cut ranges at UTC midnights: yield the day's number and minutes of that day."""
    for begin, end in ranges:
        for day in range(begin // MINUTES_PER_DAY, (end - 1) // MINUTES_PER_DAY + 1):
            midnight = day * MINUTES_PER_DAY
            yield day, max(begin - midnight, 0), min(end - midnight, MINUTES_PER_DAY)


def _days(ranges: Iterable[MinuteRange]) -> list[int]:
    return sorted({day for day, _, _ in _by_day(ranges)})


def _runs(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of consecutive days."""
    first = 0
    for place, day in enumerate(days):
        if place + 1 == len(days) or days[place + 1] != day + 1:
            yield days[first], day
            first = place + 1
