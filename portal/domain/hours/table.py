"""The week of a place as a table for people, made from the rules of its hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from portal.domain.calendar import SchoolCalendar
from portal.domain.french import (
    NBSP,
    WEEKDAY_NAMES,
    clock,
    clock_range,
    enumeration,
    period,
    sentence,
)
from portal.domain.hours.grid import InHolidays
from portal.domain.hours.grid_reading import grid_of
from portal.domain.hours.model import Hours, Rule
from portal.domain.hours.parser import read_hours
from portal.domain.hours.schedule import ExceptionalHours, Schedule
from portal.domain.hours.selected_days import selected_days
from portal.domain.hours.selector_words import date_words, holiday_words, named_days
from portal.domain.hours.states import OpeningState


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """A range of a weekday ("9 h – 12 h") and what narrows it ("semaines impaires"), or "".

    ``minutes`` are those from midnight that the range goes from and to, None where no hours are
    given.
    """

    text: str
    note: str = ""
    minutes: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A weekday ("Lundi") and its ranges in order; none: closed."""

    label: str
    entries: tuple[WeekEntry, ...]


@dataclass(frozen=True, slots=True)
class WeekTable:
    """Monday to Sunday, and the sentences that the rows cannot hold. No rows: no hours known."""

    rows: tuple[WeekRow, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """The table while the rules are read; sort keys stand before the entries."""

    days: list[list[tuple[int, WeekEntry]]] = field(default_factory=lambda: [[] for _ in range(7)])
    notes: list[str] = field(default_factory=list)


def week_table(schedule: Schedule, calendar: SchoolCalendar, reference: date) -> WeekTable:
    """Return the usual week and its notes, as they stand on ``reference``.

    Rules and exceptions that ended before that day are left out. HoursError when the hours are
    refused.
    """
    exceptions = [_exception(e) for e in schedule.exceptions if e.ends_on >= reference]
    if not schedule.communicated:
        return WeekTable((), ("Horaires non communiqués", *exceptions))
    draft, same = _Draft(), _is_same_in_holidays(schedule.parsed)
    if same:
        draft.notes.append("Mêmes horaires pendant les vacances scolaires")
    for rule in schedule.parsed.rules:
        if _still_holds(rule, reference) and not (same and _is_of_school_holidays(rule)):
            _add(draft, rule)
    rows = tuple(
        WeekRow(sentence(name), tuple(entry for _, entry in sorted(day, key=_by_start)))
        for name, day in zip(WEEKDAY_NAMES, draft.days, strict=True)
    )
    school = () if same else _school_note(schedule, calendar, reference)
    return WeekTable(rows, (*draft.notes, *school, *exceptions))


def describe(schedule: Schedule, calendar: SchoolCalendar, reference: date) -> tuple[str, ...]:
    """Return the table as sentences: weekdays with the same hours together, then the notes."""
    table = week_table(schedule, calendar, reference)
    lines: list[str] = []
    rows = [row for row in table.rows if row.entries]
    for entries in dict.fromkeys(row.entries for row in rows):
        names = [row.label.casefold() for row in rows if row.entries == entries]
        ranges = [f"{e.text} ({e.note})" if e.note else e.text for e in entries]
        lines.append(f"{sentence(_weekdays(names))}{NBSP}: {enumeration(ranges)}")
    return (*lines, *table.notes)


def _weekdays(names: list[str]) -> str:
    """Return "tous les jours", "du lundi au vendredi", "lundi et jeudi"."""
    if len(names) == 7:
        return "tous les jours"
    first = WEEKDAY_NAMES.index(names[0])
    if len(names) > 2 and tuple(names) == WEEKDAY_NAMES[first : first + len(names)]:
        return f"du {names[0]} au {names[-1]}"
    return enumeration(names)


def _by_start(item: tuple[int, WeekEntry]) -> int:
    """Return what sorts the entries of a day."""
    return item[0]


def _is_same_in_holidays(hours: Hours) -> bool:
    """Tell whether the rules say, and not only let be, that school holidays change nothing."""
    grid = grid_of(hours.text) if hours.uses_school else None
    return grid is not None and grid.in_holidays is InHolidays.SAME


def _is_of_school_holidays(rule: Rule) -> bool:
    """Tell whether the rule is about school holidays alone."""
    alone = rule.holidays.restrict or not rule.weekdays
    return rule.holidays.school and not rule.holidays.public and alone


def _still_holds(rule: Rule, reference: date) -> bool:
    """Tell whether the rule's dates name a day from ``reference`` to the end of the next year."""
    start = reference.timetuple().tm_yday - 1
    this_year = selected_days(rule.dates, reference.year)[start:]
    return any(this_year) or any(selected_days(rule.dates, reference.year + 1))


def _add(draft: _Draft, rule: Rule) -> None:
    """Put one rule into the rows, or into the notes."""
    special = rule.holidays if rule.holidays.restrict or not rule.weekdays else None
    parts = (date_words(rule.dates), holiday_words(special) if special else "")
    when = ", ".join(part for part in parts if part)
    if rule.state is OpeningState.FERME:
        _close(draft, rule, when)
    elif when and not rule.weekdays:
        draft.notes.append(_ranges_note(when, rule))
    else:
        _open(draft, rule, when)
    if rule.weekdays and rule.holidays and not rule.holidays.restrict:
        _add(
            draft,
            Rule(
                holidays=rule.holidays,
                dates=rule.dates,
                times=rule.times,
                state=rule.state,
                comment=rule.comment,
                additive=True,
            ),
        )


def _open(draft: _Draft, rule: Rule, when: str) -> None:
    """Add the ranges of an opening rule to its weekdays."""
    days = named_days(rule.weekdays or "Mo-Su")
    plain = {day.weekday for day in days if not day.note}
    if rule.replaces and not when:
        for weekday in plain:
            draft.days[weekday] = [item for item in draft.days[weekday] if item[1].note]
    for day in days:
        note = ", ".join(part for part in (day.note, when, _state_note(rule)) if part)
        for start, end in rule.times or ((0, 1440),):
            text = _whole_day(rule) if not rule.times else clock_range(start, end)
            span = (start, end) if rule.times else None
            draft.days[day.weekday].append((start, WeekEntry(text, note, span)))


def _whole_day(rule: Rule) -> str:
    """Return what stands for the range of a rule without times."""
    if rule.state is OpeningState.OUVERT:
        return clock_range(0, 1440)
    return "Sur rendez-vous" if rule.state is OpeningState.SUR_RENDEZ_VOUS else "À confirmer"


def _state_note(rule: Rule) -> str:
    """Return the rule's comment, or that its hours are not sure."""
    if rule.comment:
        return (
            ""
            if not rule.times and _whole_day(rule).lower() == rule.comment.lower()
            else rule.comment
        )
    return "à confirmer" if rule.times and rule.state is OpeningState.INCONNU else ""


def _ranges_note(when: str, rule: Rule) -> str:
    """Return "Les jours fériés : 10 h – 12 h (comment)"."""
    ranges = [clock_range(*times) for times in rule.times] or [_whole_day(rule).lower()]
    note = _state_note(rule)
    return f"{sentence(when)}{NBSP}: {enumeration(ranges)}{f' ({note})' if note else ''}"


def _close(draft: _Draft, rule: Rule, when: str) -> None:
    """Take a closure out of the rows, or say it in a note."""
    days = named_days(rule.weekdays)
    plain = all(not day.note for day in days)
    if not when and plain and not rule.times and not rule.holidays:
        for weekday in {day.weekday for day in days} or set(range(7)):
            draft.days[weekday] = []
        return
    if not when and rule.holidays and days:
        return
    names = [day.note or WEEKDAY_NAMES[day.weekday] for day in days]
    which = f"le {enumeration(names)}" if names else ""
    times = [f"de {clock(a)} à {clock(b)}" for a, b in rule.times]
    words = " ".join(part for part in ("Fermé", which, enumeration(times)) if part)
    said = f"{words}{',' if names or times else ''} {when}" if when else words
    draft.notes.append(f"{said} ({rule.comment})" if rule.comment else said)


def _exception(item: ExceptionalHours) -> str:
    """Return "Du 3 au 14 août 2026 : fermé (congés)"."""
    dates = sentence(period(item.starts_on, item.ends_on, year=True))
    reason = f" ({item.reason})" if item.reason else ""
    return f"{dates}{NBSP}: {_exceptional(item)}{reason}"


def _exceptional(item: ExceptionalHours) -> str:
    """Return what holds on the days of an exception."""
    if item.hours is None:
        return "fermé"
    hours: Hours = read_hours(item.hours)
    simple = len(hours.rules) == 1 and hours.rules[0].every_day and hours.rules[0].times
    if not simple:
        return "horaires exceptionnels"
    return enumeration([clock_range(*times) for times in hours.rules[0].times])


def _school_note(schedule: Schedule, calendar: SchoolCalendar, reference: date) -> tuple[str, ...]:
    """Return the dates of the next school holidays where the hours depend on them."""
    if not schedule.parsed.uses_school:
        return ()
    coming = calendar.next_school_holiday(schedule.zone.school, reference)
    if coming is None:
        return (f"Dates des vacances scolaires non connues ici{NBSP}: téléphonez",)
    dates = period(coming.start, coming.end, year=False)
    return (f"Prochaines vacances scolaires{NBSP}: {dates}",)
