"""School holidays by zone, and the period for which each zone's calendar is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType


class SchoolZone(StrEnum):
    """A set of académies that share a calendar. No library knows the zones after C."""

    A = "A"
    B = "B"
    C = "C"
    CORSE = "corse"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_PIERRE_ET_MIQUELON = "saint_pierre_et_miquelon"
    SAINT_BARTHELEMY = "saint_barthelemy"
    SAINT_MARTIN = "saint_martin"
    WALLIS_ET_FUTUNA = "wallis_et_futuna"
    POLYNESIE_FRANCAISE = "polynesie_francaise"
    NOUVELLE_CALEDONIE = "nouvelle_caledonie"


@dataclass(frozen=True, slots=True, order=True)
class HolidayRange:
    """One school holiday: its first and last day without class, both included, and its name."""

    start: date
    end: date
    name: str

    def __post_init__(self) -> None:
        """Refuse a range that ends before it starts (ValueError)."""
        if self.end < self.start:
            raise ValueError(f"the holiday {self.name!r} ends before it starts")


@dataclass(frozen=True, slots=True)
class _ZoneCalendar:
    """The holidays of one zone, and the days for which they are complete."""

    ranges: tuple[HolidayRange, ...]
    known_from: date
    known_to: date
    days: frozenset[date] = field(repr=False, compare=False)


class SchoolCalendar:
    """School holidays of every zone. Immutable: ``with_ranges`` returns another calendar.

    A day outside the known period of its zone is neither a holiday nor a school day: unknown.
    """

    __slots__ = ("_zones",)

    def __init__(self, zones: Mapping[SchoolZone, _ZoneCalendar] | None = None) -> None:
        self._zones = MappingProxyType(dict(zones or {}))

    def with_ranges(
        self,
        zone: SchoolZone,
        ranges: Iterable[HolidayRange],
        known_from: date,
        known_to: date,
    ) -> SchoolCalendar:
        """Return a calendar where ``ranges`` are all the holidays of the zone's known period.

        The zone's previous ranges, if any, are replaced. ValueError when the period is empty or a
        holiday reaches outside it.
        """
        ordered = tuple(sorted(ranges))
        if known_to < known_from:
            raise ValueError("the known period ends before it starts")
        if any(item.start < known_from or item.end > known_to for item in ordered):
            raise ValueError("a holiday reaches outside the known period")
        days = frozenset(day for item in ordered for day in _days(item))
        added = _ZoneCalendar(ordered, known_from, known_to, days)
        return SchoolCalendar({**self._zones, zone: added})

    def is_holiday(self, zone: SchoolZone, day: date) -> bool | None:
        """Tell whether ``day`` is in a school holiday of the zone; None when nobody knows."""
        known = self._zones.get(zone)
        if known is None or not known.known_from <= day <= known.known_to:
            return None
        return day in known.days

    def is_known(self, zone: SchoolZone, first: date, last: date) -> bool:
        """Tell whether every day from ``first`` to ``last`` (included) is known in the zone."""
        known = self._zones.get(zone)
        return known is not None and known.known_from <= first and last <= known.known_to

    def ranges(self, zone: SchoolZone) -> tuple[HolidayRange, ...]:
        """Return the zone's holidays in order; empty when its calendar is unknown."""
        known = self._zones.get(zone)
        return known.ranges if known else ()

    def known_period(self, zone: SchoolZone) -> tuple[date, date] | None:
        """Return the first and last known day of the zone, or None."""
        known = self._zones.get(zone)
        return (known.known_from, known.known_to) if known else None

    def next_school_holiday(self, zone: SchoolZone, day: date) -> HolidayRange | None:
        """Return the holiday under way on ``day``, else the next one; None when unknown."""
        if self.is_holiday(zone, day) is None:
            return None
        return next((item for item in self._zones[zone].ranges if item.end >= day), None)


def _days(item: HolidayRange) -> list[date]:
    """Return every day of the range."""
    return [item.start + timedelta(days=n) for n in range((item.end - item.start).days + 1)]
