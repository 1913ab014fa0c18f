"""Read the weekday and holiday part of a rule."""

from __future__ import annotations

from portal.domain.hours.model import Holidays
from portal.domain.hours.tokens import Cursor

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def parse_weekdays(cursor: Cursor) -> tuple[str, Holidays, str]:
    """Read weekdays and holidays; return the weekdays, the holidays, and both in normal form."""
    weekdays: list[str] = []
    public: list[int] = []
    names: list[str] = []
    _read_list(cursor, weekdays, public, names)
    if not names:
        return "", Holidays(), ""
    restrict = not weekdays and _is_weekday(cursor)
    text = ",".join(names)
    if restrict:
        days: list[str] = []
        while _is_weekday(cursor):
            days.append(_weekday(cursor))
            _next(cursor)
        weekdays, text = days, f"{text} {','.join(days)}"
    if _is_holiday(cursor) or (restrict and names and _is_weekday(cursor)):
        raise cursor.error("Écrivez les vacances avant les jours : « SH Mo-Fr », ou « Mo-Fr,PH »")
    return ",".join(weekdays), Holidays(tuple(public), "SH" in names, restrict), text


def _read_list(cursor: Cursor, weekdays: list[str], public: list[int], names: list[str]) -> None:
    """Read weekdays and holidays separated by commas into the lists."""
    while _is_weekday(cursor) or _is_holiday(cursor):
        if _is_weekday(cursor):
            weekdays.append(_weekday(cursor))
            names.append(weekdays[-1])
        elif cursor.accept("ph"):
            public.append(_offset(cursor))
            names.append("PH" + _offset_text(public[-1]))
        else:
            cursor.take()
            names.append("SH")
        if not _next(cursor):
            return


def _next(cursor: Cursor) -> bool:
    """Read the comma when another weekday or holiday follows it."""
    if cursor.sees(",") and (_is_weekday(cursor, 1) or cursor.sees("ph", "sh", ahead=1)):
        cursor.take()
        return True
    return False


def _is_weekday(cursor: Cursor, ahead: int = 0) -> bool:
    """Tell whether a weekday comes next."""
    token = cursor.peek(ahead)
    return token.kind == "word" and token.value.capitalize() in WEEKDAYS


def _is_holiday(cursor: Cursor) -> bool:
    """Tell whether a holiday comes next."""
    return cursor.sees("ph", "sh")


def _weekday(cursor: Cursor) -> str:
    """Read ``Mo``, ``Mo-Fr``, ``Mo[1]``, ``Mo[1,3]``, ``Mo[-1]`` or ``Mo[1] +2 days``."""
    first = cursor.take().value.capitalize()
    if cursor.sees("-") and _is_weekday(cursor, 1):
        cursor.take()
        return f"{first}-{cursor.take().value.capitalize()}"
    if not cursor.accept("["):
        return first
    places = [_nth(cursor)]
    while cursor.accept(","):
        places.append(_nth(cursor))
    if not cursor.accept("]"):
        raise cursor.error("Il manque ici un « ] »")
    return f"{first}[{','.join(places)}]{_offset_text(_offset(cursor))}"


def _nth(cursor: Cursor) -> str:
    """Read ``1``, ``1-3`` or ``-1``: the place of a weekday in its month."""
    what = "un rang dans le mois"
    if cursor.accept("-"):
        return f"-{cursor.number(1, 5, what)}"
    first = cursor.number(1, 5, what)
    return f"{first}-{cursor.number(first, 5, what)}" if cursor.accept("-") else str(first)


def _offset(cursor: Cursor) -> int:
    """Read ``+1 day`` or ``-2 days``; 0 when there is none."""
    if not (cursor.sees("+", "-") and cursor.sees("day", "days", ahead=2)):
        return 0
    sign = -1 if cursor.take().value == "-" else 1
    days = cursor.number(1, 31, "un nombre de jours")
    cursor.take()
    return sign * days


def _offset_text(days: int) -> str:
    """Return an offset in normal form."""
    if days == 0:
        return ""
    return f" {days:+d} day{'s' if abs(days) > 1 else ''}"
