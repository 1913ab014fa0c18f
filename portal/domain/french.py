"""French words for hours, days and dates. No-break spaces (U+00A0) stand before « h » and « : »."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

NBSP = "\u00a0"

WEEKDAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTH_NAMES = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_DAY = 24 * 60
"""Minutes in a day."""


def counted(count: int, one: str, several: str) -> str:
    """Return a number with its French noun: zero and one are singular."""
    return f"{count} {one if count < 2 else several}"


def clock(minutes: int) -> str:
    """Return minutes from midnight as "9 h", "9 h 05" or "minuit"; 24 hours later is the same."""
    hour, minute = divmod(minutes % _DAY, 60)
    if hour == minute == 0:
        return "minuit"
    return f"{hour}{NBSP}h{NBSP}{minute:02}" if minute else f"{hour}{NBSP}h"


def clock_range(start: int, end: int) -> str:
    """Return a range of minutes as "9 h – 12 h"; a whole day as "24 h sur 24"."""
    if end - start == _DAY:
        return f"24{NBSP}h sur{NBSP}24"
    return f"{clock(start)} – {clock(end)}"


def day_of_month(day: int) -> str:
    """Return "1er" for the first, else the number."""
    return "1er" if day == 1 else str(day)


def day_and_month(day: date) -> str:
    """Return "4 janvier", "1er mai"."""
    return f"{day_of_month(day.day)} {MONTH_NAMES[day.month - 1]}"


def period(first: date, last: date, *, year: bool) -> str:
    """Return "du 3 au 14 août", "du 19 décembre au 3 janvier", "le 4 mai", with the year or not."""
    end = day_and_month(last) + (f" {last.year}" if year else "")
    if first == last:
        return f"le {end}"
    if first.year != last.year and year:
        return f"du {day_and_month(first)} {first.year} au {end}"
    if (first.year, first.month) == (last.year, last.month):
        return f"du {day_of_month(first.day)} au {end}"
    return f"du {day_and_month(first)} au {end}"


def enumeration(items: Sequence[str]) -> str:
    """Return "a", "a et b", "a, b et c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def sentence(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
