"""How long files have stood where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from statistics import median


@dataclass(frozen=True, slots=True)
class Ages:
    """The days since the last step of some files: half of them have waited longer than the median.

    The median of an even number of files is halfway between the two in the middle.
    """

    median: float
    oldest: int


def ages(since: Iterable[tuple[date, int]], today: date) -> Ages | None:
    """Return the ages of files: the day of the last step, and how many took it on that day.

    None of no file. A step that is noted in a time zone where it is tomorrow is of today.
    """
    waits = ((max(0, (today - day).days), number) for day, number in since)
    days = sorted(chain.from_iterable(repeat(age, number) for age, number in waits))
    return Ages(float(median(days)), days[-1]) if days else None
