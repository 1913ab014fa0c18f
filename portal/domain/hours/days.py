"""The openings of the next days, day by day, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.calendar import SchoolCalendar, public_holidays
from portal.domain.french import NBSP, clock_range
from portal.domain.hours.model import DAY, Span
from portal.domain.hours.schedule import Schedule
from portal.domain.hours.states import OpeningState

_ONE_DAY = timedelta(days=1)
_NOON = DAY // 2
_BEST_FIRST = (OpeningState.OUVERT, OpeningState.SUR_RENDEZ_VOUS, OpeningState.INCONNU)


@dataclass(frozen=True, slots=True)
class OpenRange:
    """A range of a day, in minutes of wall time from its midnight (past 1440: the next day)."""

    start: int
    end: int
    state: OpeningState

    @property
    def start_text(self) -> str:
        """Return the start as ``09:00``."""
        return f"{self.start // 60:02}:{self.start % 60:02}"

    @property
    def end_text(self) -> str:
        """Return the end as ``12:00``; midnight is ``24:00``, two hours later ``02:00``."""
        end = self.end if self.end <= DAY else self.end - DAY
        return f"{end // 60:02}:{end % 60:02}"

    @property
    def label(self) -> str:
        """Return "9 h – 12 h"; the state itself for a whole day that is not surely open."""
        whole_day = self.end - self.start == DAY
        if whole_day and self.state is not OpeningState.OUVERT:
            return self.state.label
        return clock_range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class DayOpening:
    """One day: its ranges in order, the most open of their states, and why it is special."""

    day: date
    state: OpeningState
    ranges: tuple[OpenRange, ...]
    note: str = ""


def day_openings(
    schedule: Schedule, first: date, days: int, calendar: SchoolCalendar
) -> tuple[DayOpening, ...]:
    """Return ``days`` local days from ``first``.

    A night range belongs to the day it starts on. HoursError when the hours are refused.
    """
    dates = [first + timedelta(days=n) for n in range(-1, days + 1)]
    spans = [schedule.spans(day, calendar) for day in dates]
    return tuple(_day(schedule, dates[n], *spans[n - 1 : n + 2]) for n in range(1, days + 1))


def _day(
    schedule: Schedule,
    day: date,
    before: tuple[Span, ...],
    spans: tuple[Span, ...],
    after: tuple[Span, ...],
) -> DayOpening:
    """Return one day, given the spans of the day before, its own and those of the day after."""
    ranges = [OpenRange(*span) for span in spans]
    if _night(before, spans):
        ranges = ranges[1:]
    if ranges and _night(spans, after):
        last = ranges[-1]
        ranges[-1] = OpenRange(last.start, DAY + after[0][1], last.state)
    states = {item.state for item in ranges}
    state = next((s for s in _BEST_FIRST if s in states), OpeningState.FERME)
    silent = not schedule.communicated and schedule.exception_on(day) is None
    return DayOpening(day, state, () if silent else tuple(ranges), _note(schedule, day))


def _night(evening: tuple[Span, ...], morning: tuple[Span, ...]) -> bool:
    """Tell whether the last span of a day goes on through the night, and stops before noon."""
    if not evening or not morning:
        return False
    last, first = evening[-1], morning[0]
    joined = last[1] == DAY and first[0] == 0 and last[2] is first[2]
    return joined and last[0] > 0 and first[1] <= _NOON


def _note(schedule: Schedule, day: date) -> str:
    """Return why the day is special: an exception with its reason, or a public holiday."""
    exception = schedule.exception_on(day)
    if exception is not None:
        kind = "Horaires exceptionnels" if exception.hours else "Fermeture exceptionnelle"
        return f"{kind}{NBSP}: {exception.reason}" if exception.reason else kind
    name = public_holidays(schedule.zone.public_holidays, day.year).get(day)
    return f"Jour férié{NBSP}: {name}" if name else ""
