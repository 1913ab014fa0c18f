"""From a text of opening hours to the grid that shows it, where one can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from portal.domain.hours.errors import HoursError
from portal.domain.hours.evaluate import overlay
from portal.domain.hours.grid import (
    EMPTY_WEEK,
    MOST_SPANS,
    GridWeek,
    InHolidays,
    OnPublicHolidays,
    WeekGrid,
    Weeks,
    alternate_day,
)
from portal.domain.hours.model import DAY, Rule, Span
from portal.domain.hours.parser import read_hours
from portal.domain.hours.selector_words import named_days
from portal.domain.hours.states import OpeningState

_WEEKS = {
    "": Weeks.EVERY,
    "week 01-53/2": Weeks.ODD,
    "week 02-53/2": Weeks.EVEN,
    "week 02-52/2": Weeks.EVEN,
}
_APPOINTMENT = frozenset({"sur rendez-vous", "sur rdv", "rendez-vous", "rdv"})
"""Comments that say what the box of the grid says, and nothing more."""

_UNKNOWN: tuple[Span, ...] = ((0, DAY, OpeningState.INCONNU),)
_ANY_TIME: tuple[Span, ...] = ((0, DAY, OpeningState.SUR_RENDEZ_VOUS),)
_SIDES = (Weeks.ODD, Weeks.EVEN)


@dataclass(frozen=True, slots=True)
class _DayKind:
    """All the days of the calendar that are alike to a grid."""

    weekday: int
    weeks: Weeks
    school: bool = False
    public: bool = False


def grid_of(text: str | None) -> WeekGrid | None:
    """Return the grid that means the same as the text; an empty one where there is no text.

    None when the text says more than a grid can show (months, dates, nth weekdays, nights, other
    comments), and when it is refused: then people see the text itself.
    """
    if not text or not text.strip():
        return WeekGrid()
    try:
        rules = read_hours(text).rules
    except HoursError:
        return None
    if not all(_fits(rule) for rule in rules):
        return None
    public = _public_holidays(rules)
    usual, in_holidays = _week(rules, school=False), _week(rules, school=True)
    if public is None or usual is None or in_holidays is None:
        return None
    said = any(rule.holidays.school for rule in rules)
    holidays = InHolidays.OTHER if said else InHolidays.UNSAID
    grid = WeekGrid(usual, holidays, in_holidays, public)
    return None if grid.is_empty else grid.canonical()


def _fits(rule: Rule) -> bool:
    """Tell whether the rule names only what a grid knows."""
    plain_days = not any(day.note for day in named_days(rule.weekdays))
    plain_holidays = rule.holidays.public in ((), (0,))
    on_appointment = rule.state is OpeningState.SUR_RENDEZ_VOUS
    said = rule.comment.casefold() in _APPOINTMENT if on_appointment else not rule.comment
    known = rule.dates in _WEEKS and plain_days and plain_holidays
    return known and said and not rule.spilled_spans


def _public_holidays(rules: Sequence[Rule]) -> OnPublicHolidays | None:
    """Return the one thing that becomes of every public holiday, if there is one."""
    kinds = [_DayKind(*kind) for kind in product(range(7), _SIDES, (False, True))]
    found = [_spans(rules, _DayKind(k.weekday, k.weeks, k.school, public=True)) for k in kinds]
    if not any(found):
        return OnPublicHolidays.CLOSED
    if all(spans == _UNKNOWN for spans in found):
        return OnPublicHolidays.UNKNOWN
    as_usual = found == [_spans(rules, kind) for kind in kinds]
    return OnPublicHolidays.AS_USUAL if as_usual else None


def _week(rules: Sequence[Rule], *, school: bool) -> GridWeek | None:
    """Return the week in or out of school holidays; None when a grid cannot show a day of it."""
    week = list(EMPTY_WEEK)
    for weekday in range(7):
        odd, even = (_spans(rules, _DayKind(weekday, side, school)) for side in _SIDES)
        week[weekday] = alternate_day(odd, even)
        unsure = any(state is OpeningState.INCONNU for _, _, state in odd + even)
        if unsure or len(week[weekday]) > MOST_SPANS:
            return None
    return tuple(week)


def _spans(rules: Sequence[Rule], kind: _DayKind) -> tuple[Span, ...]:
    """Return what the rules, in their order, make of a kind of days.

    Unknown where fixed hours meet appointments at any time: a grid would show the rest of the day
    as hours of the night.
    """
    found: tuple[Span, ...] = ()
    for rule in rules:
        if _matches(rule, kind):
            under, over = () if rule.replaces else found, rule.own_spans
            mixed = under and under != over and _ANY_TIME in (under, over)
            found = _UNKNOWN if mixed else overlay(under, over)
    return found


def _matches(rule: Rule, kind: _DayKind) -> bool:
    """Tell whether the rule's selectors name such days, as ``evaluate`` does for dates."""
    if _WEEKS[rule.dates] not in (Weeks.EVERY, kind.weeks):
        return False
    days = {day.weekday for day in named_days(rule.weekdays or "Mo-Su")}
    holiday = (kind.public and bool(rule.holidays.public)) or (kind.school and rule.holidays.school)
    if not rule.holidays:
        return kind.weekday in days
    if rule.holidays.restrict:
        return kind.weekday in days and holiday
    return (bool(rule.weekdays) and kind.weekday in days) or holiday
