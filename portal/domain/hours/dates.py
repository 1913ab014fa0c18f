"""Read the date part of a rule: years, months and days, weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.hours.tokens import Cursor, Token

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_IN = dict(zip(MONTHS, (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))


@dataclass(frozen=True, slots=True)
class _Point:
    """A month or a day of the year, of one year when that is given."""

    year: int | None
    month: str
    day: int | None

    def __str__(self) -> str:
        parts = (self.year and str(self.year), self.month, self.day and f"{self.day:02}")
        return " ".join(part for part in parts if part)

    def order(self) -> tuple[int, int, int]:
        """Return what sorts points in time."""
        return (self.year or 0, MONTHS.index(self.month), self.day or 0)


def parse_dates(cursor: Cursor) -> str:
    """Read the years, dates and weeks in front of a rule; return them in normal form."""
    years = ""
    if _is_year(cursor.peek()) and not _is_month(cursor.peek(1)):
        years = _list(cursor, _years)
    dates = _points(cursor, fixed=bool(years)) if _starts_point(cursor) else ""
    weeks = ""
    if cursor.accept("week") or cursor.accept("weeks"):
        weeks = "week " + _list(cursor, _weeks)
    found = " ".join(part for part in (years, dates, weeks) if part)
    if found:
        cursor.accept(":")
    return found


def _is_year(token: Token) -> bool:
    """Tell whether the token is a number of four digits."""
    return token.kind == "number" and len(token.value) == 4


def _is_month(token: Token) -> bool:
    """Tell whether the token is the name of a month."""
    return token.kind == "word" and token.value.capitalize() in MONTHS


def _starts_point(cursor: Cursor, ahead: int = 0) -> bool:
    """Tell whether a month, with or without its year, comes next."""
    skip = 1 if _is_year(cursor.peek(ahead)) else 0
    return _is_month(cursor.peek(ahead + skip))


def _list(cursor: Cursor, item: Callable[[Cursor], str]) -> str:
    """Read items separated by commas, as long as a number follows the comma."""
    found = [item(cursor)]
    while cursor.sees(",") and cursor.peek(1).kind == "number":
        cursor.take()
        found.append(item(cursor))
    return ",".join(found)


def _years(cursor: Cursor) -> str:
    """Read ``2026``, ``2026+`` or ``2026-2028``."""
    first = cursor.number(1900, 9999, "une année")
    if cursor.accept("+"):
        return f"{first}+"
    return _range(cursor, first, 9999, "{}")


def _weeks(cursor: Cursor) -> str:
    """Read ``1``, ``1-20`` or ``1-53/2``: numbers of ISO weeks."""
    weeks = _range(cursor, cursor.number(1, 53, "un numéro de semaine"), 53, "{:02}")
    return f"{weeks}/{cursor.number(2, 26, 'un pas')}" if cursor.accept("/") else weeks


def _range(cursor: Cursor, first: int, high: int, form: str) -> str:
    """Read the end of a range of numbers that rises, if there is one."""
    if not cursor.accept("-"):
        return form.format(first)
    last = cursor.number(first, high, "un nombre qui suit le premier")
    return f"{form.format(first)}-{form.format(last)}"


def _points(cursor: Cursor, *, fixed: bool) -> str:
    """Read dates separated by commas; all have their year or none has."""
    start = cursor.peek()
    items = [_point_range(cursor, None)]
    while cursor.sees(",") and (
        _starts_point(cursor, 1) or (items[-1][1].day and cursor.peek(1).kind == "number")
    ):
        cursor.take()
        items.append(_point_range(cursor, items[-1][1]))
    with_year = {first.year is not None for first, _ in items}
    if len(with_year) > 1 or (fixed and True in with_year):
        raise cursor.error("Il faut écrire l’année de toutes ces dates, ou d’aucune", start)
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in items)


def _point_range(cursor: Cursor, previous: _Point | None) -> tuple[_Point, _Point]:
    """Read one date, or the first and last of a range, both with a day or both without."""
    token = cursor.peek()
    first = _point(cursor, previous)
    if not cursor.accept("-"):
        return first, first
    last = _point(cursor, first)
    if (first.day is None) != (last.day is None):
        raise cursor.error("Il faut un jour au début et à la fin de cette période", token)
    backwards = last.order() < first.order()
    whole_years = first.year is not None and last.year is not None
    same_month = (first.year, first.month) == (last.year, last.month)
    if backwards and (whole_years or same_month):
        raise cursor.error("Cette période finit avant de commencer", token)
    if backwards and first.year and not first.day:
        raise cursor.error("Écrivez les jours de cette période qui passe le nouvel an", token)
    return first, last


def _point(cursor: Cursor, previous: _Point | None) -> _Point:
    """Read ``2026 Dec 24``, ``Dec 24``, ``Dec``, or ``24`` after a date of the same month."""
    if previous and previous.day and cursor.peek().kind == "number" and not _starts_point(cursor):
        high = _DAYS_IN[previous.month]
        return _Point(previous.year, previous.month, cursor.number(1, high, "un jour"))
    year = cursor.number(1900, 9999, "une année") if _is_year(cursor.peek()) else None
    if not _is_month(cursor.peek()):
        raise cursor.error("Il faut ici un mois (Jan, Feb, Mar, Apr, May, Jun, Jul…)")
    month = cursor.take().value.capitalize()
    day = None
    if cursor.peek().kind == "number" and not _is_year(cursor.peek()):
        day = cursor.number(1, _DAYS_IN[month], "un jour")
    return _Point(year, month, day)
