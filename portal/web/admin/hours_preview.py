"""What the public will read of the hours that someone is typing.

The functions of the public pages say it, so that both always say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.domain.calendar import LocalZone, SchoolCalendar
from portal.domain.french import WEEKDAY_NAMES, day_and_month, sentence
from portal.domain.hours import (
    ExceptionalHours,
    OpeningState,
    Schedule,
    WeekRow,
    opening_at,
    phrase,
    week_table,
)
from portal.services.passages import Passage, has_dates, next_days

_NEXT_DAYS = 4


@dataclass(frozen=True, slots=True)
class NextOpening:
    """A day to come on which people are received: «Demain, mardi 24 novembre», and its hours."""

    day: str
    hours: str


@dataclass(frozen=True, slots=True)
class HoursPreview:
    """The state now and its sentence, the usual week, what it cannot hold, and the next days.

    ``rows`` is empty where no hours are known.
    """

    state: OpeningState
    sentence: str
    rows: tuple[WeekRow, ...]
    notes: tuple[str, ...]
    openings: tuple[NextOpening, ...]


def preview(
    text: str | None,
    exceptions: Sequence[ExceptionalHours],
    zone: LocalZone,
    now: datetime,
    school: SchoolCalendar,
) -> HoursPreview:
    """Return what the public would read at ``now`` (aware). HoursError when hours are refused."""
    schedule = Schedule(text, zone, tuple(exceptions))
    today = now.astimezone(ZoneInfo(zone.time_zone)).date()
    opening = opening_at(schedule, now, school)
    week = week_table(schedule, school, today)
    days = next_days(schedule, now, school, _NEXT_DAYS) if has_dates(schedule) else ()
    return HoursPreview(
        opening.etat,
        phrase(opening, now),
        week.rows,
        week.notes,
        tuple(_next_opening(passages, today) for passages in days),
    )


def _next_opening(passages: tuple[Passage, ...], today: date) -> NextOpening:
    day = passages[0].day
    return NextOpening(_day(day, today), ", ".join(_hours(passage) for passage in passages))


def _hours(passage: Passage) -> str:
    booked = passage.state is OpeningState.SUR_RENDEZ_VOUS
    return f"{passage.hours} (sur rendez-vous)" if booked else passage.hours


def _day(day: date, today: date) -> str:
    said = f"{WEEKDAY_NAMES[day.weekday()]} {day_and_month(day)}"
    near = {today: "Aujourd’hui, ", today + timedelta(days=1): "Demain, "}.get(day)
    return f"{near}{said}" if near else sentence(said)
