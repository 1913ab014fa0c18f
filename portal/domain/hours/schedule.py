"""The hours of one place: normal hours, dated exceptions, and the zone they are read in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from portal.domain.calendar import LocalZone, SchoolCalendar
from portal.domain.hours.evaluate import DayRequest, day_spans, overlay
from portal.domain.hours.model import Hours, Rule, Span
from portal.domain.hours.parser import read_hours
from portal.domain.hours.states import OpeningState

_ONE_DAY = timedelta(days=1)
_UNKNOWN = Hours((Rule(state=OpeningState.INCONNU, text="unknown"),), "unknown")
_CLOSED = Hours((Rule(state=OpeningState.FERME, text="off"),), "off")


@dataclass(frozen=True, slots=True)
class ExceptionalHours:
    """Hours that replace the normal ones from ``starts_on`` to ``ends_on``, both included.

    ``hours`` is OSM text, None when the place is closed. ``reason`` is said to people.
    """

    starts_on: date
    ends_on: date
    hours: str | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether the day is one of these."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Schedule:
    """What decides when a place is open. ``hours`` is OSM text; None or empty: not communicated.

    Where two exceptions cover a day, the later in the tuple holds.
    """

    hours: str | None
    zone: LocalZone
    exceptions: tuple[ExceptionalHours, ...] = ()

    @cached_property
    def key(self) -> str:
        """Return the schedule as compact JSON; see ``from_key``."""
        exceptions = [
            [item.starts_on.isoformat(), item.ends_on.isoformat(), item.hours, item.reason]
            for item in self.exceptions
        ]
        content = [self.hours, self.zone.key, exceptions]
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_key(key: str) -> Schedule:
        """Return the schedule that the key holds. ValueError for a text that is not a key."""
        return _from_key(key)

    @cached_property
    def parsed(self) -> Hours:
        """Return the rules of the normal hours. HoursError when they are refused."""
        return read_hours(self.hours) if self.communicated and self.hours else _UNKNOWN

    @property
    def communicated(self) -> bool:
        """Tell whether the place said anything about its hours."""
        return bool(self.hours and self.hours.strip())

    def exception_on(self, day: date) -> ExceptionalHours | None:
        """Return the exception that holds on the day, if any."""
        covering = (item for item in reversed(self.exceptions) if item.covers(day))
        return next(covering, None)

    def spans(self, day: date, calendar: SchoolCalendar) -> tuple[Span, ...]:
        """Return what is not closed on a local day: sorted, disjoint, minutes of wall time.

        HoursError when the hours, or those of an exception, are refused.
        """
        if not self.exceptions:
            return day_spans(self.parsed, DayRequest(day, self.zone, calendar))
        today, yesterday = self._source(day), self._source(day - _ONE_DAY)
        if today is yesterday:
            return day_spans(today, DayRequest(day, self.zone, calendar))
        own = day_spans(today, DayRequest(day, self.zone, calendar, spilled=False))
        if today is _CLOSED:
            return own
        left = day_spans(yesterday, DayRequest(day, self.zone, calendar, own=False))
        return overlay(left, own)

    def _source(self, day: date) -> Hours:
        """Return the rules that decide what starts on the day."""
        exception = self.exception_on(day)
        if exception is None:
            return self.parsed
        return _CLOSED if exception.hours is None else read_hours(exception.hours)


@lru_cache(maxsize=65536)
def _from_key(key: str) -> Schedule:
    """Return the schedule of a key; kept, with its parsed rules, for the next time."""
    hours, zone, exceptions = json.loads(key)
    return Schedule(
        hours,
        LocalZone.from_key(zone),
        tuple(
            ExceptionalHours(date.fromisoformat(a), date.fromisoformat(b), text, reason)
            for a, b, text, reason in exceptions
        ),
    )
