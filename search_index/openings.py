"""Which schedules of a segment are open during given ranges, at the price of a few comparisons.

Prepared days are read from the segment's hours. Other days are evaluated once for every schedule
and kept, a bounded number of them. A range over many days that are not kept (a summer's holidays)
is evaluated for the schedules that the other days leave undecided, and the answer is kept.
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
from search_index.lru import Lru
from search_index.query import MinuteRange, OpeningCalendar
from search_index.store import StoredSegment

Schedules = tuple[int, int]
"""Numbers of schedules: the first, and the last plus one."""

Ranges = tuple[MinuteRange, ...]
Asked = tuple[Schedules, Ranges]
Piece = tuple[Schedules, int, int, int]
"""What is asked of schedules on one UTC day: the day's number, and minutes of that day."""

KEPT_DAYS: Final = 40
_KEPT_ANSWERS: Final = 32
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
        self._prepared = {
            first + day: day_of(stored.hours, day, self.count) for day in range(prepared)
        }
        self._kept: OrderedDict[int, DayHours] = OrderedDict()
        self._long: Lru[tuple[Asked, ...], Flags] = Lru(_KEPT_ANSWERS)
        self._lock = Lock()

    def open_schedules(self, during: Mapping[str, Ranges]) -> Flags:
        """Return by number which schedules are open in one of the ranges of their zone."""
        asked = self._asked(during)
        pieces = [(schedules, *piece) for schedules, ranges in asked for piece in _by_day(ranges)]
        with self._lock:
            missing = {day for _, day, _, _ in pieces if self._hours(day) is None}
            if len(missing) > _MOST_MISSING_DAYS:
                return self._long.get(tuple(asked), lambda: self._evaluated(pieces, asked))
            self._keep(missing)
            return self._looked_up(pieces)

    def _asked(self, during: Mapping[str, Ranges]) -> list[Asked]:
        """Return the ranges asked of schedules first to last - 1, neighbours taken together."""
        asked: list[Asked] = []
        for zone, (first, last) in self._zones.items():
            ranges = during.get(zone, ())
            if asked and asked[-1][1] == ranges:
                asked[-1] = ((asked[-1][0][0], last), ranges)
            else:
                asked.append(((first, last), ranges))
        return [(schedules, ranges) for schedules, ranges in asked if ranges]

    def _hours(self, day: int) -> DayHours | None:
        """Return the hours of a day that is prepared or kept."""
        return self._prepared.get(day) or self._kept.get(day)

    def _looked_up(self, pieces: Iterable[Piece]) -> Flags:
        """Return the schedules that the prepared and kept days show open."""
        opened = np.zeros(self.count, dtype=np.bool_)
        for (first, last), day, opens, closes in pieces:
            hours = self._hours(day)
            if hours is not None:
                opened[first:last] |= hours.open_schedules(first, last, opens, closes)
        return opened

    def _evaluated(self, pieces: Iterable[Piece], asked: Iterable[Asked]) -> Flags:
        """Return the same, the calendar being asked where those days do not tell."""
        opened = self._looked_up(pieces)
        for schedules, ranges in asked:
            self._ask_calendar(opened, schedules, ranges)
        return opened

    def _keep(self, days: Iterable[int]) -> None:
        """Evaluate every schedule on these days."""
        for first, last in _runs(sorted(days)):
            found = dict(self._evaluate(range(1, self.count), first, last))
            hours = hours_of(found, first, last - first + 1)
            for day in range(first, last + 1):
                self._kept[day] = day_of(hours, day - first, self.count)
        while len(self._kept) > KEPT_DAYS:
            self._kept.popitem(last=False)

    def _ask_calendar(self, opened: Flags, schedules: Schedules, ranges: Ranges) -> None:
        """Mark the schedules, not yet marked, that the calendar shows open."""
        undecided = [number for number in range(*schedules) if not opened[number]]
        days = [day for day, _, _ in _by_day(ranges)]
        for number, found in self._evaluate(undecided, min(days), max(days)):
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


def _runs(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of consecutive days."""
    first = 0
    for place, day in enumerate(days):
        if place + 1 == len(days) or days[place + 1] != day + 1:
            yield days[first], day
            first = place + 1
