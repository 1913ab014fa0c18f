"""The selectors of a rule in French words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.domain.french import MONTH_NAMES, WEEKDAY_NAMES, day_of_month, enumeration
from portal.domain.hours.dates import MONTHS
from portal.domain.hours.model import Holidays
from portal.domain.hours.weekdays import WEEKDAYS

_DATES = re.compile(
    r"^(?P<years>\d{4}[^ A-Z]*(?= |$)(?! [A-Z]))? ?(?P<points>.*?) ?(?P<weeks>week .*)?$"
)
_POINT = re.compile(r"(?:(\d{4}) )?([A-Z][a-z]{2})(?: (\d\d))?")
_WEEKDAY = re.compile(r"([A-Z][a-z])(?:-([A-Z][a-z])|\[([^\]]+)\])?(?: ([+-]\d+) days?)?")
_PLACES = {"1": "1er", "-1": "dernier", "-2": "avant-dernier"}


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A weekday (0 for Monday) and what narrows it: "1er et 3e du mois", or nothing."""

    weekday: int
    note: str = ""


def named_days(weekdays: str) -> list[NamedDay]:
    """Return each weekday of a selector in normal form (``Mo-Fr,Sa[1]``)."""
    found: list[NamedDay] = []
    for first, last, places, offset in _WEEKDAY.findall(weekdays):
        low = WEEKDAYS.index(first)
        count = (WEEKDAYS.index(last) - low) % 7 if last else 0
        if places:
            found.append(_nth_day(low, places, int(offset or 0)))
        else:
            found.extend(NamedDay((low + n) % 7) for n in range(count + 1))
    return found


def _nth_day(weekday: int, places: str, offset: int) -> NamedDay:
    """Return the day of a selector such as ``We[1,3]`` or ``We[1] +1 day``."""
    words = enumeration([_place(place) for place in _each(places)])
    name = f"{words} {WEEKDAY_NAMES[weekday]} du mois"
    if offset:
        days = f"{abs(offset)} jour{'s' if abs(offset) > 1 else ''}"
        name = f"{days} {'après' if offset > 0 else 'avant'} le {name}"
    return NamedDay((weekday + offset) % 7, name)


def _each(places: str) -> list[str]:
    """Return ``1-3,-1`` as ["1", "2", "3", "-1"]."""
    found: list[str] = []
    for part in places.split(","):
        first, dash, last = part.lstrip("-").partition("-")
        if dash:
            found.extend(str(n) for n in range(int(first), int(last) + 1))
        else:
            found.append(part)
    return found


def _place(place: str) -> str:
    """Return "1er", "3e", "dernier", "3e avant la fin"."""
    if place in _PLACES:
        return _PLACES[place]
    return f"{place.lstrip('-')}e{' avant la fin' if place.startswith('-') else ''}"


def date_words(dates: str) -> str:
    """Return a date selector in normal form as words: "en juillet", "semaines impaires"."""
    match = _DATES.match(dates)
    if not dates or match is None:
        return ""
    points = [_points(item) for item in (match["points"] or "").split(",") if item]
    weeks = (match["weeks"] or "").removeprefix("week ")
    years = [_years(item) for item in (match["years"] or "").split(",") if item]
    parts = [
        enumeration([_weeks(item) for item in weeks.split(",") if item]),
        enumeration(points),
        enumeration(years),
    ]
    return ", ".join(part for part in parts if part)


def _points(item: str) -> str:
    """Return one date or one period."""
    ends = _POINT.findall(item)
    words = [_point(*end) for end in ends]
    by_day = bool(ends[0][2])
    if len(ends) == 1:
        return f"{'le' if by_day else 'en'} {words[0]}"
    if by_day:
        return f"du {words[0]} au {words[1]}"
    return f"{_from(words[0])} à {words[1]}"


def _from(month: str) -> str:
    """Return "de juillet", "d’août"."""
    return f"d’{month}" if month[0] in "ao" else f"de {month}"


def _point(year: str, month: str, day: str) -> str:
    """Return "24 décembre 2026", "décembre"."""
    name = MONTH_NAMES[MONTHS.index(month)]
    number = day_of_month(int(day)) if day else ""
    return " ".join(part for part in (number, name, year) if part)


def _years(item: str) -> str:
    """Return "en 2026", "de 2026 à 2028" or "à partir de 2026"."""
    if item.endswith("+"):
        return f"à partir de {item[:-1]}"
    first, _, last = item.partition("-")
    return f"de {first} à {last}" if last else f"en {first}"


def _weeks(item: str) -> str:
    """Return "semaines impaires", "semaine 5", "semaines 1 à 20"."""
    first, _, rest = item.partition("-")
    last, _, step = rest.partition("/")
    low, high = int(first), int(last or first)
    if low == high:
        return f"semaine {low}"
    if step == "2" and low == 1 and high == 53:
        return "semaines impaires"
    if step == "2" and low == 2 and high >= 52:
        return "semaines paires"
    return f"{'une semaine sur ' + step + ', ' if step else ''}semaines {low} à {high}"


def holiday_words(holidays: Holidays) -> str:
    """Return "les jours fériés", "pendant les vacances scolaires", or both."""
    public = [_public(offset) for offset in holidays.public]
    school = ["pendant les vacances scolaires"] if holidays.school else []
    return enumeration([*public, *school])


def _public(offset: int) -> str:
    """Return the public holidays, or the days before or after them."""
    if offset == 0:
        return "les jours fériés"
    near = {-1: "les veilles", 1: "les lendemains"}
    days = f"{abs(offset)} jours {'après' if offset > 0 else 'avant'} les jours fériés"
    return f"{near[offset]} de jours fériés" if offset in near else days
