"""How many half-days a week a place is open (rule L11 of the référentiel).

A week has 14 half-days, cut at 13:00 wall time. One counts when a stop of the place is open for
the minimum length in all within it. The number is the lowest count over the ordinary weeks of the
twelve months: Monday to Sunday with no public holiday, no school holiday and no declared closure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.calendar import SchoolCalendar, public_holidays
from portal.domain.french import NBSP, WEEKDAY_NAMES
from portal.domain.hours.model import DAY, Span
from portal.domain.hours.schedule import Schedule
from portal.domain.hours.states import OpeningState

_CUT = 13 * 60
_HALVES = ((0, _CUT, "matin"), (_CUT, DAY, "après-midi"))

_Day = tuple[tuple[Span, ...], ...]
"""What is not closed on a day, at each stop."""


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One half-day of the week that decides: how long it is open at its best stop, and why.

    ``minutes`` counts OUVERT only; ``uncertain_minutes`` adds what is INCONNU.
    """

    weekday: int
    part: str
    minutes: int
    uncertain_minutes: int
    counted: bool
    reason: str

    @property
    def label(self) -> str:
        """Return "Lundi matin"."""
        return f"{WEEKDAY_NAMES[self.weekday].capitalize()} {self.part}"


@dataclass(frozen=True, slots=True)
class HalfDayCount:
    """The answer. ``count`` and ``met`` are None when nobody can tell yet, and ``reason`` says why.

    Hours to confirm may leave the count open and ``met`` certain, where all that it may be lies on
    the same side of the threshold. ``week`` is the Monday of the ordinary week with the lowest sure
    count, None where no week could be counted; ``half_days`` are its 14 half-days,
    ``ordinary_weeks`` how many weeks were compared.
    """

    count: int | None
    threshold: int
    met: bool | None
    week: date | None
    half_days: tuple[HalfDay, ...]
    ordinary_weeks: int
    reason: str


def half_days(
    stops: Sequence[Schedule],
    start: date,
    calendar: SchoolCalendar,
    *,
    threshold: int = 5,
    minimum_minutes: int = 120,
) -> HalfDayCount:
    """Count the half-days of a place over the twelve months from ``start``.

    ``stops`` are the schedules of its physical sites (an itinerant place has several: a half-day
    counts as soon as one of them makes it count); remote hours are left out by the caller.
    HoursError when some hours are refused.
    """
    end = _a_year_after(start)
    obstacle = _obstacle(stops, start, end, calendar)
    if obstacle:
        return HalfDayCount(None, threshold, None, None, (), 0, obstacle)
    mondays = [day for day in _mondays(start, end) if _is_ordinary(stops, day, calendar)]
    weeks = _weeks(stops, mondays, calendar, minimum_minutes)
    if not weeks:
        why = "Aucune semaine ordinaire dans les douze mois"
        return HalfDayCount(None, threshold, None, None, (), 0, why)
    return _lowest(weeks, threshold, minimum_minutes)


def _lowest(
    weeks: list[tuple[date, tuple[HalfDay, ...]]], threshold: int, minimum_minutes: int
) -> HalfDayCount:
    """Return the count of the week with the fewest half-days, or between what and what it lies."""
    monday, found = min(weeks, key=lambda week: sum(half.counted for half in week[1]))
    count = sum(half.counted for half in found)
    possible = min(
        sum(half.uncertain_minutes >= minimum_minutes for half in week) for _, week in weeks
    )
    met = count >= threshold
    if possible == count:
        why = f"{_plural(count)} pour {threshold} attendues"
        return HalfDayCount(count, threshold, met, monday, found, len(weeks), why)
    certain = met == (possible >= threshold)
    why = (
        f"Des horaires sont à confirmer{NBSP}:"
        f" de {count} à {_plural(possible)} pour {threshold} attendues"
    )
    return HalfDayCount(None, threshold, met if certain else None, monday, found, len(weeks), why)


def _plural(count: int) -> str:
    return f"{count} demi-journée{'s' if count > 1 else ''}"


def _a_year_after(start: date) -> date:
    """Return the last of the twelve months from ``start``."""
    leap = start.month == 2 and start.day == 29
    after = date(start.year + 1, 3, 1) if leap else start.replace(year=start.year + 1)
    return after - timedelta(days=1)


def _obstacle(stops: Sequence[Schedule], start: date, end: date, calendar: SchoolCalendar) -> str:
    """Return why the count cannot be told, or ""."""
    if not stops:
        return "Aucun lieu d’accueil n’est décrit"
    if not all(stop.communicated for stop in stops):
        return "Des horaires ne sont pas communiqués"
    if not all(calendar.is_known(stop.zone.school, start, end) for stop in stops):
        return "Le calendrier des vacances scolaires n’est pas connu pour les douze mois"
    return ""


def _mondays(start: date, end: date) -> list[date]:
    """Return the Monday of each whole week between two days."""
    first = start + timedelta(days=-start.weekday() % 7)
    weeks = ((end - first).days + 1) // 7
    return [first + timedelta(weeks=n) for n in range(weeks)]


def _is_ordinary(stops: Sequence[Schedule], monday: date, calendar: SchoolCalendar) -> bool:
    """Tell whether the week has no public holiday, school holiday or closure at any stop."""
    days = [monday + timedelta(days=n) for n in range(7)]
    return not any(_is_special(stop, day, calendar) for stop in stops for day in days)


def _is_special(stop: Schedule, day: date, calendar: SchoolCalendar) -> bool:
    """Tell whether the day is a public or school holiday, or in a declared closure."""
    if day in public_holidays(stop.zone.public_holidays, day.year):
        return True
    if calendar.is_holiday(stop.zone.school, day):
        return True
    exception = stop.exception_on(day)
    return exception is not None and exception.hours is None


def _weeks(
    stops: Sequence[Schedule], mondays: list[date], calendar: SchoolCalendar, minimum_minutes: int
) -> list[tuple[date, tuple[HalfDay, ...]]]:
    """Return the 14 half-days of each week; those of weeks that are alike are worked out once."""
    known: dict[tuple[_Day, ...], tuple[HalfDay, ...]] = {}
    found: list[tuple[date, tuple[HalfDay, ...]]] = []
    for monday in mondays:
        days = [monday + timedelta(days=number) for number in range(7)]
        week = tuple(tuple(stop.spans(day, calendar) for stop in stops) for day in days)
        if week not in known:
            known[week] = _week(week, minimum_minutes)
        found.append((monday, known[week]))
    return found


def _week(week: tuple[_Day, ...], minimum_minutes: int) -> tuple[HalfDay, ...]:
    return tuple(
        _half_day(weekday, half, stops, minimum_minutes)
        for weekday, stops in enumerate(week)
        for half in _HALVES
    )


def _half_day(
    weekday: int, half: tuple[int, int, str], stops: _Day, minimum_minutes: int
) -> HalfDay:
    """Return one half-day, as the best of the stops makes it."""
    low, high, part = half
    sure = max(_length(spans, low, high, OpeningState.OUVERT) for spans in stops)
    unsure = max(
        _length(spans, low, high, OpeningState.OUVERT, OpeningState.INCONNU) for spans in stops
    )
    booked = any(_length(spans, low, high, OpeningState.SUR_RENDEZ_VOUS) for spans in stops)
    counted = sure >= minimum_minutes
    reason = _reason(sure, unsure, minimum_minutes, booked=booked)
    return HalfDay(weekday, part, sure, unsure, counted, reason)


def _length(spans: tuple[Span, ...], low: int, high: int, *states: OpeningState) -> int:
    """Return how many minutes between two bounds are in one of the states."""
    return sum(
        max(0, min(end, high) - max(start, low)) for start, end, state in spans if state in states
    )


def _reason(sure: int, unsure: int, minimum: int, *, booked: bool) -> str:
    """Return why a half-day counts or not, in French."""
    if sure >= minimum:
        return f"{_duration(sure)} d’ouverture"
    if unsure >= minimum:
        return "Horaires à confirmer"
    if sure:
        return f"{_duration(sure)} d’ouverture, moins de {_duration(minimum)}"
    return "Sur rendez-vous seulement" if booked else "Fermé"


def _duration(minutes: int) -> str:
    """Return "2 h", "1 h 30", "45 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"
