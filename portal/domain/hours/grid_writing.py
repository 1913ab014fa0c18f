"""From a grid to the text of opening hours that means the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from portal.domain.hours.grid import (
    ALWAYS,
    GridDay,
    InHolidays,
    OnPublicHolidays,
    WeekGrid,
    Weeks,
    spans_in,
)
from portal.domain.hours.model import DAY
from portal.domain.hours.times import format_times
from portal.domain.hours.tokens import LONGEST_TEXT
from portal.domain.hours.weekdays import WEEKDAYS

Alike = TypeVar("Alike")

_SELECTORS = {Weeks.EVERY: "", Weeks.ODD: "week 01-53/2", Weeks.EVEN: "week 02-52/2"}
_ORDER = tuple(Weeks)


class GridTooLongError(ValueError):
    """So many different hours that their text would be refused; ``message`` says it in French."""

    message = "Ces horaires sont trop détaillés : donnez les mêmes heures à plusieurs jours"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One rule; an additive one goes on after what was said of its days."""

    text: str
    additive: bool = False


def text_of(grid: WeekGrid) -> str | None:
    """Return the grid as text in the normal form of the parser; None when it is empty.

    GridTooLongError when the text would be longer than what is read.
    """
    grid = grid.canonical()
    if grid.is_empty:
        return None
    pieces = [*_usual(grid), *_holidays(grid)]
    text = "".join((", " if piece.additive else "; ") + piece.text for piece in pieces)[2:]
    if len(text) > LONGEST_TEXT:
        raise GridTooLongError
    return text


def _usual(grid: WeekGrid) -> Iterator[_Piece]:
    if grid.usual == ALWAYS:
        yield _Piece("24/7")
        return
    yield from _opened(grid)


def _holidays(grid: WeekGrid) -> Iterator[_Piece]:
    """Yield what holds on school holidays, then on public ones, which nothing may replace."""
    closed = ["SH"] if grid.in_holidays is InHolidays.CLOSED else []
    if grid.in_holidays is InHolidays.SAME and grid.usual != ALWAYS:
        yield from _opened(grid, "SH ")
    if grid.in_holidays is InHolidays.OTHER:
        yield from _other_hours(grid)
    if grid.public_holidays is OnPublicHolidays.CLOSED:
        closed.append("PH")
    if closed:
        yield _Piece(f"{','.join(closed)} off")
    if grid.public_holidays is OnPublicHolidays.UNKNOWN:
        yield _Piece("PH unknown")


def _opened(grid: WeekGrid, when: str = "") -> Iterator[_Piece]:
    """Yield the usual days; said again of the holidays, they tell that these change nothing."""
    days = {n: day for n, day in enumerate(grid.usual) if day}
    for day, names in _grouped(days):
        yield from _day(f"{when}{names}", day)


def _other_hours(grid: WeekGrid) -> Iterator[_Piece]:
    """Yield the days of the holidays that differ from the usual ones."""
    pairs = enumerate(zip(grid.usual, grid.holiday_week, strict=True))
    differing = {n: (_lost(usual, other), other) for n, (usual, other) in pairs if usual != other}
    for (lost, day), names in _grouped(differing):
        yield from _day(f"SH {names}", day)
        for weeks in lost:
            yield _Piece(_joined(_SELECTORS[weeks], f"SH {names}", "off"))


def _lost(usual: GridDay, other: GridDay) -> tuple[Weeks, ...]:
    """Return the weeks in which the other day is closed and the usual one is not."""
    lost = tuple(
        weeks
        for weeks in (Weeks.ODD, Weeks.EVEN)
        if spans_in(usual, weeks) and not spans_in(other, weeks)
    )
    return lost if other else (Weeks.EVERY,)


def _day(names: str, day: GridDay) -> Iterator[_Piece]:
    """Yield the rules of days that are alike: each replaces what was said of its weeks, once."""
    seen: set[Weeks] = set()
    ordered = sorted(day, key=lambda span: (_ORDER.index(span.weeks), span.appointment))
    for (weeks, appointment), spans in groupby(ordered, lambda s: (s.weeks, s.appointment)):
        times = tuple((span.start, span.end) for span in spans)
        text = "" if appointment and times == ((0, DAY),) else format_times(times)
        comment = '"sur rendez-vous"' if appointment else ""
        additive = bool(seen & {Weeks.EVERY, weeks})
        yield _Piece(_joined(_SELECTORS[weeks], names, text, comment), additive)
        seen.add(weeks)


def _grouped(days: dict[int, Alike]) -> Iterator[tuple[Alike, str]]:
    """Yield what is the same on several weekdays, with their names, by the first of them."""
    for alike in dict.fromkeys(days.values()):
        yield alike, _names([n for n, each in days.items() if each == alike])


def _names(days: list[int]) -> str:
    """Return ``Mo-We,Fr``: three days or more that follow each other are a range."""
    runs = [list(run) for _, run in groupby(days, lambda n: n - days.index(n))]
    ranges = [run if len(run) < 3 else [run[0], run[-1]] for run in runs]
    return ",".join(
        ("-" if len(run) > 2 else ",").join(WEEKDAYS[n] for n in ends)
        for run, ends in zip(runs, ranges, strict=True)
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
