"""Which days of a year a selector names: the part that opening-hours-py answers.

The library is right about years, months, dates and ISO weeks, and about weekdays and their place
in the month, as long as the two are asked apart (it reads ``Jul,Aug We[1]`` as the whole of July
and one day of August) and weeks with a step are listed (in ``week 20-23/4`` it counts 21 to 23).
That is all that is asked of it here. Holidays, comments, states, overriding between rules, time
zones and summer time, where it is wrong or silent, are worked out in this package.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from opening_hours import OpeningHours, State, validate

_WHOLE_DAY = " 00:00-24:00"
_STEPPED_WEEKS = re.compile(r"(\d\d)-(\d\d)/(\d+)")


def check_selector(selector: str) -> bool:
    """Tell whether the library understands the selector (OSM syntax, no holidays, no times)."""
    return validate(selector + _WHOLE_DAY)


@lru_cache(maxsize=32768)
def selected_days(selector: str, year: int) -> bytes:
    """Return one byte for each day of the year from 1 January: 1 where the selector matches."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    length = (after - first).days
    if not selector:
        return b"\1" * length
    days = bytearray(length)
    listed = _STEPPED_WEEKS.sub(_list_weeks, selector)
    hours = OpeningHours(listed + _WHOLE_DAY, auto_country=False, auto_timezone=False)
    spans = hours.intervals(datetime(year, 1, 1), datetime(year + 1, 1, 1))  # noqa: DTZ001
    for start, end, state, _ in spans:
        if state is State.OPEN:
            low, high = (start.date() - first).days, (end.date() - first).days
            days[low:high] = b"\1" * (high - low)
    return bytes(days)


def _list_weeks(stepped: re.Match[str]) -> str:
    """Return ``01-07/2`` as ``01,03,05,07``."""
    first, last, step = (int(part) for part in stepped.groups())
    return ",".join(f"{week:02}" for week in range(first, last + 1, step))
