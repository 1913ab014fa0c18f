"""What the rules say of one local day, holidays included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from portal.domain.calendar import LocalZone, SchoolCalendar, public_holidays
from portal.domain.hours.model import DAY, Hours, Rule, Span
from portal.domain.hours.selected_days import selected_days
from portal.domain.hours.states import OpeningState

_ONE_DAY = timedelta(days=1)
_NO_SPANS: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class DayRequest:
    """A day to evaluate, where, and by which school calendar.

    ``own`` asks for what starts on it, ``spilled`` for what the day before left past midnight.
    """

    day: date
    zone: LocalZone
    calendar: SchoolCalendar
    own: bool = True
    spilled: bool = True


def day_spans(hours: Hours, request: DayRequest) -> tuple[Span, ...]:
    """Return what is not closed on the day: sorted, disjoint, minutes 0 to 1440 of wall time.

    Where the school calendar is unknown the day is evaluated as a holiday and as a school day:
    what both agree on is certain, the rest is INCONNU.
    """
    if not hours.uses_school:
        return _spans(hours, request, unknown=False)
    as_class = _spans(hours, request, unknown=False)
    if not _school_unknown(request):
        return as_class
    return agreement(as_class, _spans(hours, request, unknown=True))


def _school_unknown(request: DayRequest) -> bool:
    """Tell whether nobody knows if the day, or the one before, is a school holiday."""
    zone, calendar = request.zone.school, request.calendar
    days = (request.day, request.day - _ONE_DAY)
    return any(calendar.is_holiday(zone, day) is None for day in days)


def _spans(hours: Hours, request: DayRequest, *, unknown: bool) -> tuple[Span, ...]:
    """Apply the rules in order; ``unknown`` says what an unknown school day is taken for."""
    found = _NO_SPANS
    spilled = request.spilled and hours.spills
    for rule in hours.rules:
        today = request.own and _matches(rule, request.day, request, unknown)
        if today and rule.replaces:
            found = _NO_SPANS
        running = spilled and bool(rule.spilled_spans)
        if running and _matches(rule, request.day - _ONE_DAY, request, unknown):
            found = overlay(found, rule.spilled_spans)
        if today:
            found = overlay(found, rule.own_spans)
    return found


def _matches(rule: Rule, day: date, request: DayRequest, unknown: bool) -> bool:
    """Tell whether the rule's selectors name the day."""
    index = day.toordinal() - _january(day.year)
    if not selected_days(rule.dates, day.year)[index]:
        return False
    named = bool(selected_days(rule.weekdays, day.year)[index])
    if not rule.holidays:
        return named
    if rule.holidays.restrict:
        return named and _is_holiday(rule, day, request, unknown)
    return (named and bool(rule.weekdays)) or _is_holiday(rule, day, request, unknown)


def _is_holiday(rule: Rule, day: date, request: DayRequest, unknown: bool) -> bool:
    """Tell whether the day is one of the holidays that the rule names."""
    for offset in rule.holidays.public:
        origin = day - timedelta(days=offset)
        if origin in public_holidays(request.zone.public_holidays, origin.year):
            return True
    if not rule.holidays.school:
        return False
    answer = request.calendar.is_holiday(request.zone.school, day)
    return unknown if answer is None else answer


def _january(year: int) -> int:
    """Return the ordinal of 1 January."""
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + 1


def overlay(under: tuple[Span, ...], over: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return ``over`` where it says something, ``under`` elsewhere, without what is closed."""
    kept: Iterable[Span] = under
    for start, end, _ in over:
        kept = [piece for span in kept for piece in _outside(span, start, end)]
    added = [span for span in over if span[2] is not OpeningState.FERME]
    return _joined(sorted([*kept, *added]))


def _outside(span: Span, start: int, end: int) -> list[Span]:
    """Return the pieces of the span before ``start`` and after ``end``."""
    low, high, state = span
    pieces = ((low, min(high, start), state), (max(low, end), high, state))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return sorted, disjoint spans with those that touch in the same state made one."""
    found: list[Span] = []
    for start, end, state in spans:
        if found and found[-1][1] == start and found[-1][2] is state:
            found[-1] = (found[-1][0], end, state)
        else:
            found.append((start, end, state))
    return tuple(found)


def agreement(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return what two evaluations of a day share, and INCONNU where they differ."""
    if one == other:
        return one
    bounds = sorted({0, DAY, *(bound for span in one + other for bound in span[:2])})
    found: list[Span] = []
    for start, end in pairwise(bounds):
        first, second = _state_at(one, start), _state_at(other, start)
        state = first if first is second else OpeningState.INCONNU
        if state is not OpeningState.FERME:
            found.append((start, end, state))
    return _joined(found)


def _state_at(spans: tuple[Span, ...], minute: int) -> OpeningState:
    """Return the state at a minute of the day."""
    for start, end, state in spans:
        if start <= minute < end:
            return state
    return OpeningState.FERME
