"""From the wall clock of a place to instants, daylight-saving changes included.

Instants are whole minutes since 1970-01-01T00:00Z.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from portal.domain.hours.model import DAY

_EPOCH = date(1970, 1, 1).toordinal()


def minutes_of(moment: datetime) -> int:
    """Return the minute of an aware datetime. ValueError when it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return int(moment.timestamp() // 60)


def utc_midnight(day: date) -> int:
    """Return the minute at which a UTC day starts."""
    return (day.toordinal() - _EPOCH) * DAY


def local_datetime(minutes: int, time_zone: str) -> datetime:
    """Return a minute as a datetime in the zone."""
    return datetime.fromtimestamp(minutes * 60, ZoneInfo(time_zone))


def utc_datetime(minutes: int) -> datetime:
    """Return a minute as a UTC datetime."""
    return datetime.fromtimestamp(minutes * 60, UTC)


def instant(day: date, wall_minutes: int, time_zone: str) -> int:
    """Return the minute at which the clocks of the zone show that time of the day.

    A time that comes twice (end of summer time) is its first occurrence; one that is skipped
    (start of summer time) is the moment of the jump.
    """
    ordinal = day.toordinal()
    midnight = _midnight(ordinal, time_zone)
    if wall_minutes == 0:
        return midnight
    following = _midnight(ordinal + 1, time_zone)
    if following - midnight == DAY:
        return midnight + wall_minutes
    return following if wall_minutes == DAY else _read(day, wall_minutes, time_zone)


@lru_cache(maxsize=65536)
def _midnight(ordinal: int, time_zone: str) -> int:
    """Return the minute at which a local day starts."""
    return _read(date.fromordinal(ordinal), 0, time_zone)


def _read(day: date, wall_minutes: int, time_zone: str) -> int:
    """Return the minute of a wall time, looked up in the zone's rules."""
    zone = ZoneInfo(time_zone)
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=wall_minutes)
    late = minutes_of(wall)
    if local_datetime(late, time_zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return late
    return _jump(minutes_of(wall.replace(fold=1)), late, time_zone)


def _jump(low: int, high: int, time_zone: str) -> int:
    """Return the minute, between two, at which the zone's offset changes."""
    before = local_datetime(low, time_zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if local_datetime(middle, time_zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high
