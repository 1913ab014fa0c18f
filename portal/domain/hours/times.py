"""Read the times of a rule."""

from __future__ import annotations

from portal.domain.hours.model import DAY
from portal.domain.hours.tokens import Cursor

_SUN = ("sunrise", "sunset", "dawn", "dusk", "(")


def parse_times(cursor: Cursor) -> tuple[tuple[int, int], ...]:
    """Read ranges of times separated by commas, as minutes; sorted and merged."""
    if cursor.sees(*_SUN):
        raise cursor.error("Les heures du soleil ne sont pas acceptées : écrivez des heures")
    found: list[tuple[int, int]] = []
    while cursor.peek().kind == "time":
        found.append(_range(cursor))
        if not (cursor.sees(",") and cursor.peek(1).kind == "time"):
            break
        cursor.take()
    return _merged(found)


def format_times(times: tuple[tuple[int, int], ...]) -> str:
    """Return the ranges in normal form; past midnight the clock starts again from 00:00."""
    return ",".join(f"{_clock(a)}-{_clock(b if b <= DAY else b - DAY)}" for a, b in times)


def _range(cursor: Cursor) -> tuple[int, int]:
    """Read ``09:00-12:00``, ``22:00-02:00`` or ``22:00-26:00``."""
    token = cursor.peek()
    start = _time(cursor, 23)
    if cursor.accept("+"):
        raise cursor.error("Il faut l’heure de fin : « + » laisse la fin inconnue", token)
    if not cursor.accept("-"):
        raise cursor.error("Il faut l’heure de fin, comme dans « 09:00-12:00 »")
    if cursor.peek().kind != "time":
        raise cursor.error("Il faut ici une heure de fin, comme « 12:00 »")
    end = _time(cursor, 48)
    if cursor.sees("+", "/"):
        raise cursor.error("Ce signe n’est pas accepté après une heure")
    if end <= start:
        if end == start != 0:
            raise cursor.error("Le début et la fin sont à la même heure", token)
        end += DAY
    if end - start > DAY:
        raise cursor.error("Cette plage dure plus d’un jour", token)
    return start, end


def _time(cursor: Cursor, last_hour: int) -> int:
    """Read a time of the clock as minutes from midnight."""
    token = cursor.peek()
    hour, minute = (int(part) for part in token.value.split(":"))
    if hour > last_hour or minute > 59 or hour * 60 + minute > 48 * 60:
        raise cursor.error("Cette heure n’existe pas")
    cursor.take()
    return hour * 60 + minute


def _merged(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the ranges sorted, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _clock(minutes: int) -> str:
    """Return minutes as ``09:05``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
