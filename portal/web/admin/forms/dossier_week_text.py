"""A week of hours as people write it on one line: «lundi au vendredi 9h-12h ; mercredi 14h-17h».

It stands for the grid of the week, so that it means exactly what OSM text means; what it cannot
say is shown, and may be typed, as OSM text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from portal.domain.french import NBSP, WEEKDAY_NAMES, enumeration
from portal.domain.hours import HoursError, parse_hours
from portal.domain.hours.grid import (
    EMPTY_WEEK,
    GridDay,
    GridSpan,
    InHolidays,
    OnPublicHolidays,
    WeekGrid,
    Weeks,
)
from portal.domain.hours.grid_reading import grid_of
from portal.domain.hours.grid_writing import GridTooLongError, text_of
from portal.domain.hours.typed_hours import TypedHoursError, read_ranges, written

EXAMPLE = "lundi au vendredi 9h-12h ; mercredi 14h-17h"
_HOW = f"écrivez les horaires comme : {EXAMPLE}"

_DAY = re.compile(r"\b(lun|mar|mer|jeu|ven|sam|dim)(?:di|credi|dredi|edi|anche)?s?\b\.?")
_SHORT = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
_UNTIL = re.compile(r"\s*(?:au|à|a|-|–)\s*")
_AND = re.compile(r"\s*(?:[,/&+]|et)?\s*(?:les?|du)?\s*")
_EVERY_DAY = re.compile(r"\b(?:tous les jours|chaque jour|7\s*j(?:ours)?\s*(?:/|sur)\s*7)\b")
_LEAD_IN = re.compile(r"\b(?:de|du|les?)\b(?=\s*(?:\d|midi|minuit|$))|^[\s:,]+|[\s;,.]+$")
_WEEKS = re.compile(r"\(?\bsemaines?\s+(im)?paires?\b\)?")
_HOLIDAYS = re.compile(
    r"\b(?:sauf|hors|ferm[ée]e?s?)\s+(?:(?:pendant|aux|les|le|la|et|ou)\s+)*"
    r"(?:(?P<public>jours?\s+f[ée]ri[ée]s?)|(?P<school>vacances(?:\s+scolaires)?))"
)
_SAME = re.compile(
    r"\bm[êe]mes?\s+(?:horaires?|heures?)\s+(?:(?:pendant|aux|les)\s+)*vacances(?:\s+scolaires)?"
)
_OSM = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)\b")
_CLOSED = re.compile(r"ferm[ée]e?")


class WeekTextError(ValueError):
    """Hours that cannot be read; the French message says why."""


def read_week(typed: str) -> str:
    """Return what was typed as OSM text: it may be that already. Raises ``WeekTextError``."""
    try:
        return parse_hours(typed)
    except HoursError as refusal:
        if not _DAY.search(_plain(typed)):
            raise WeekTextError(refusal.message if _OSM.search(typed) else _HOW) from None
    grid = _grid(_plain(typed))
    try:
        text = text_of(grid)
    except GridTooLongError as error:
        raise WeekTextError(error.message) from None
    if text is None:
        raise WeekTextError(_HOW)
    return text


def written_week(text: str | None) -> str:
    """Return OSM text as people write a week; as it is where that would not say the same."""
    grid = grid_of(text)
    if not text or grid is None or grid.is_empty or not _can_say(grid):
        return text or ""
    shown = " ; ".join(_phrases(grid))
    try:
        return shown if read_week(shown) == text else text
    except WeekTextError:
        return text


def _plain(typed: str) -> str:
    return _EVERY_DAY.sub("lundi au dimanche", " ".join(typed.casefold().split()))


def _grid(typed: str) -> WeekGrid:
    grid = WeekGrid(public_holidays=OnPublicHolidays.AS_USUAL)
    if _SAME.search(typed):
        grid = replace(grid, in_holidays=InHolidays.SAME)
    for found in _HOLIDAYS.finditer(typed):
        if found["public"]:
            grid = replace(grid, public_holidays=OnPublicHolidays.CLOSED)
        else:
            grid = replace(grid, in_holidays=InHolidays.CLOSED)
    week: list[GridDay] = list(EMPTY_WEEK)
    for days, hours in _clauses(_SAME.sub("", _HOLIDAYS.sub("", typed))):
        for day in days:
            week[day] = _added(day, week[day], _spans(hours))
    return replace(grid, usual=tuple(week))


def _clauses(typed: str) -> Iterator[tuple[set[int], str]]:
    """Yield the days of each part of the text, with the hours that follow them."""
    found = list(_DAY.finditer(typed))
    if typed[: found[0].start()].strip(" ;,:") not in ("", "du", "de", "le", "les"):
        raise WeekTextError(_HOW)
    days = {_SHORT.index(found[0][1])}
    for day, following in pairwise([*found, None]):
        end = following.start() if following else len(typed)
        between = typed[day.end() : end] if day else ""
        if following and day and _UNTIL.fullmatch(between):
            days |= _range(_SHORT.index(day[1]), _SHORT.index(following[1]))
        elif following and _AND.fullmatch(between):
            days |= {_SHORT.index(following[1])}
        else:
            yield days, between
            days = {_SHORT.index(following[1])} if following else set()


def _range(first: int, last: int) -> set[int]:
    return set(range(first, last + 1)) if first <= last else {*range(first, 7), *range(last + 1)}


def _spans(hours: str) -> Iterator[GridSpan]:
    weeks = Weeks.EVERY
    if said := _WEEKS.search(hours):
        weeks = Weeks.ODD if said[1] else Weeks.EVEN
    bare = re.sub(r"\s*(?:et|,)\s*$", "", _LEAD_IN.sub("", _WEEKS.sub("", hours))).strip(" ;,.")
    bare = _LEAD_IN.sub("", bare)
    if _CLOSED.fullmatch(bare):
        return
    try:
        ranges = read_ranges(bare)
    except TypedHoursError as error:
        raise WeekTextError(error.message if bare else _HOW) from None
    for start, end in ranges:
        yield GridSpan(start, end, weeks)


def _added(day: int, before: GridDay, spans: Iterator[GridSpan]) -> GridDay:
    added = tuple(spans)
    if any(one.meets(other) for one in before for other in added):
        raise WeekTextError(f"{WEEKDAY_NAMES[day]}{NBSP}: ces plages se chevauchent")
    return (*before, *added)


def _can_say(grid: WeekGrid) -> bool:
    spans = [span for day in grid.usual for span in day]
    plain = not any(span.appointment for span in spans)
    known = grid.public_holidays is not OnPublicHolidays.UNKNOWN
    return plain and known and grid.in_holidays is not InHolidays.OTHER


def _phrases(grid: WeekGrid) -> Iterator[str]:
    for day in dict.fromkeys(day for day in grid.usual if day):
        names = _named([n for n, each in enumerate(grid.usual) if each == day])
        for weeks in Weeks:
            hours = ", ".join(
                f"{written(span.start)}-{written(span.end)}" for span in day if span.weeks is weeks
            )
            suffix = "" if weeks is Weeks.EVERY else f" ({weeks.label.lower()})"
            if hours:
                yield f"{names} {hours}{suffix}"
    if grid.in_holidays is InHolidays.CLOSED:
        yield "fermé pendant les vacances scolaires"
    if grid.in_holidays is InHolidays.SAME:
        yield "mêmes horaires pendant les vacances scolaires"
    if grid.public_holidays is OnPublicHolidays.CLOSED:
        yield "fermé les jours fériés"


def _named(days: list[int]) -> str:
    """Return «lundi au jeudi», «lundi, mercredi et vendredi»."""
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{WEEKDAY_NAMES[days[0]]} au {WEEKDAY_NAMES[days[-1]]}"
    return enumeration([WEEKDAY_NAMES[day] for day in days])
