"""Read hours as people type them: «9h30», «9:30», «9 h», «0930», «minuit»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from portal.domain.french import NBSP, WEEKDAY_NAMES
from portal.domain.hours.errors import HoursError
from portal.domain.hours.grid import GridSpan, Weeks
from portal.domain.hours.model import DAY
from portal.domain.hours.parser import read_hours
from portal.domain.hours.states import OpeningState

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[h:.,]\s*(?P<minute>\d{2})?)?\s*(?:min|mn)?|(?P<digits>\d{3,4})",
    re.ASCII,
)
_WORDS = {"midi": 12 * 60, "minuit": 0}
_EARLY = 6 * 60
_BETWEEN_RANGES = re.compile(r"\s*(?:[,;/+]|\bet\b|\bpuis\b)\s*")
_WITHIN_RANGE = re.compile(r"\s*(?:[-–—]|\bà\b|\ba\b)\s*")


class Part(StrEnum):
    """The part of a span that is wrong."""

    START = "debut"
    END = "fin"


_SIDES = {Part.START: "début", Part.END: "fin"}


class TypedHoursError(ValueError):
    """Hours that cannot be read; ``message`` says why in French, ``part`` where."""

    def __init__(self, message: str, part: Part = Part.END) -> None:
        self.message, self.part = message, part
        super().__init__(message)


class GridError(ValueError):
    """What is wrong in a grid: the day (0 for Monday), the span (from 1), its part, and why."""

    def __init__(self, day: int, number: int, part: Part, reason: str) -> None:
        self.day, self.number, self.part = day, number, part
        self.message = f"{WEEKDAY_NAMES[day]}{NBSP}: {reason}"
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class TypedSpan:
    """What people typed for one span of the grid."""

    start: str = ""
    end: str = ""
    weeks: Weeks = Weeks.EVERY
    appointment: bool = False


def read_clock(text: str, part: Part) -> int:
    """Return a typed time as minutes from midnight, 24 hours at most. TypedHoursError."""
    if not text.strip():
        raise TypedHoursError(f"il manque l’heure de {_SIDES[part]}", part)
    typed = text.strip().casefold()
    if typed in _WORDS:
        return _WORDS[typed]
    match = _CLOCK.fullmatch(typed)
    if match is None:
        raise TypedHoursError("écrivez l’heure comme 9:30", part)
    digits = match["digits"]
    hour, minute = (digits[:-2], digits[-2:]) if digits else (match["hour"], match["minute"])
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > DAY:
        raise TypedHoursError("cette heure n’existe pas, écrivez-la comme 9:30", part)
    return minutes


def read_range(start: str, end: str) -> tuple[int, int]:
    """Return two typed times as minutes; midnight, at the end, ends the day. TypedHoursError."""
    low, high = read_clock(start, Part.START), read_clock(end, Part.END) or DAY
    if low == high:
        raise TypedHoursError("le début et la fin sont à la même heure")
    if high < low:
        night = " ; pour une nuit, finissez à minuit et continuez le lendemain"
        raise TypedHoursError(f"la fin est avant le début{night if high <= _EARLY else ''}")
    return low, high


def read_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return «9:00-12:00, 14h-17h» as minutes, sorted. TypedHoursError."""
    ranges: list[tuple[int, int]] = []
    for typed in _BETWEEN_RANGES.split(text.strip().casefold()):
        sides = _WITHIN_RANGE.split(typed)
        if len(sides) != 2:
            raise TypedHoursError("écrivez les heures comme 9:00-12:00, 14:00-17:00")
        ranges.append(read_range(*sides))
    ranges.sort()
    if any(after[0] < before[1] for before, after in pairwise(ranges)):
        raise TypedHoursError("ces plages se chevauchent")
    return tuple(ranges)


def read_span(typed: TypedSpan, day: int, number: int) -> GridSpan | None:
    """Return a typed span, None when nothing was typed. GridError.

    On appointment without hours is on appointment all day long.
    """
    if not typed.start.strip() and not typed.end.strip():
        return GridSpan(0, DAY, typed.weeks, appointment=True) if typed.appointment else None
    try:
        start, end = read_range(typed.start, typed.end)
    except TypedHoursError as error:
        raise GridError(day, number, error.part, error.message) from error
    return GridSpan(start, end, typed.weeks, typed.appointment)


def overlaps(spans: Sequence[tuple[int, GridSpan]], day: int) -> list[GridError]:
    """Return what is wrong between the numbered spans of a day, at the later of each two."""
    return [
        GridError(day, number, Part.START, "ces deux plages se chevauchent")
        for index, (number, span) in enumerate(spans)
        if any(span.meets(other) for _, other in spans[:index])
    ]


def written(minutes: int) -> str:
    """Return minutes as the grid writes them: «9:30», and «24:00» for the end of the day."""
    return f"{minutes // 60}:{minutes % 60:02}"


def written_ranges(hours: str) -> str:
    """Return OSM hours as «9:00-12:00, 14:00-17:00».

    Unchanged where they say more than that, or cannot be read: people then see what is stored.
    """
    try:
        (first, *others) = read_hours(hours).rules
    except HoursError:
        return hours
    plain = first.every_day and first.state is OpeningState.OUVERT and not first.comment
    if others or not plain or not first.times or first.spilled_spans:
        return hours
    return ", ".join(f"{written(start)}-{written(end)}" for start, end in first.times)
