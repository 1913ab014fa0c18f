"""The state of a place at an instant: until when it is open, or when it opens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from portal.domain.calendar import SchoolCalendar
from portal.domain.hours.clock import instant, local_datetime, minutes_of
from portal.domain.hours.openings import merged
from portal.domain.hours.schedule import Schedule
from portal.domain.hours.states import OpeningState

HORIZON_DAYS = 366
"""How far the end of an opening, or the next opening, is looked for."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The state of a place at an instant; datetimes are in the place's own time zone.

    ``jusqu_a`` is when it closes (None when not open, or open for more than a year without a
    break), ``prochaine_ouverture`` when it opens next (None when open, or not within a year).
    ``communique`` is False when the place gave no hours at all; ``rendez_vous`` tells whether some
    of its hours are on appointment.
    """

    etat: OpeningState
    jusqu_a: datetime | None = None
    prochaine_ouverture: datetime | None = None
    communique: bool = True
    rendez_vous: bool = False


def opening_at(schedule: Schedule, moment: datetime, calendar: SchoolCalendar) -> Opening:
    """Return the state of the place at an aware moment.

    ValueError for a moment without time zone, HoursError when the hours are refused.
    """
    now = minutes_of(moment)
    time_zone = schedule.zone.time_zone
    if schedule.parsed.always_open and not schedule.exceptions:
        return Opening(OpeningState.OUVERT)
    if not schedule.communicated and not schedule.exceptions:
        return Opening(OpeningState.INCONNU, communique=False)
    day = moment.astimezone(ZoneInfo(time_zone)).date()
    state = OpeningState.FERME
    for start, end, held in merged(schedule, day, day, calendar):
        if start <= now < end:
            state = held
    if state is OpeningState.OUVERT:
        closing = _closing(schedule, now, day, calendar)
        return Opening(state, local_datetime(closing, time_zone) if closing else None)
    can_open = schedule.parsed.can_open or bool(schedule.exceptions)
    following = _next_opening(schedule, now, day, calendar) if can_open else None
    next_opening = local_datetime(following, time_zone) if following else None
    return Opening(
        state,
        None,
        next_opening,
        communique=schedule.communicated,
        rendez_vous=schedule.parsed.takes_appointments,
    )


def _closing(schedule: Schedule, now: int, day: date, calendar: SchoolCalendar) -> int | None:
    """Return the minute at which the opening under way ends, across midnights."""
    reached = now
    for ahead in range(HORIZON_DAYS):
        today = day + timedelta(days=ahead)
        for start, end, state in merged(schedule, today, today, calendar):
            if state is OpeningState.OUVERT and start <= reached < end:
                reached = end
        if reached < instant(today, 1440, schedule.zone.time_zone):
            return reached
    return None


def _next_opening(schedule: Schedule, now: int, day: date, calendar: SchoolCalendar) -> int | None:
    """Return the minute at which the next opening starts."""
    for start, _, state in merged(schedule, day, day, calendar):
        if state is OpeningState.OUVERT and start > now:
            return start
    return _opening_after(schedule, day, calendar)


@lru_cache(maxsize=32768)
def _opening_after(schedule: Schedule, day: date, calendar: SchoolCalendar) -> int | None:
    """Return the first minute of an opening on a later day; the answer serves the whole day."""
    for ahead in range(1, HORIZON_DAYS):
        later = day + timedelta(days=ahead)
        for start, _, state in merged(schedule, later, later, calendar):
            if state is OpeningState.OUVERT:
                return start
    return None
