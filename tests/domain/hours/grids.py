"""Random grids, and what each of them says of a day without the engine."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from portal.domain.calendar import LocalZone, SchoolCalendar, public_holidays
from portal.domain.hours.grid import (
    EMPTY_WEEK,
    GridDay,
    GridSpan,
    GridWeek,
    InHolidays,
    OnPublicHolidays,
    WeekGrid,
    Weeks,
)
from portal.domain.hours.model import DAY
from portal.domain.hours.states import OpeningState

_HOURS = tuple(hour * 60 for hour in (0, 8, 9, 12, 13, 14, 18, 20, 24))


@st.composite
def _spans(draw: st.DrawFn) -> GridSpan:
    start, end = sorted(
        draw(st.lists(st.sampled_from(_HOURS), min_size=2, max_size=2, unique=True))
    )
    weeks = draw(st.sampled_from([Weeks.EVERY, Weeks.EVERY, Weeks.ODD, Weeks.EVEN]))
    return GridSpan(start, end, weeks, draw(st.booleans()))


@st.composite
def _days(draw: st.DrawFn) -> GridDay:
    kept: list[GridSpan] = []
    for span in draw(st.lists(_spans(), max_size=3)):
        if not any(span.meets(other) for other in kept):
            kept.append(span)
    return tuple(kept)


@st.composite
def _weeks(draw: st.DrawFn) -> GridWeek:
    """Draw a week whose days are often alike, as those of real places."""
    few = draw(st.lists(_days(), min_size=1, max_size=3))
    return tuple(draw(st.sampled_from([*few, ()])) for _ in range(7))


grids = st.builds(
    WeekGrid,
    _weeks(),
    st.sampled_from(InHolidays),
    st.one_of(st.just(EMPTY_WEEK), _weeks()),
    st.sampled_from(OnPublicHolidays),
)


def minutes_of(grid: WeekGrid, day: date, zone: LocalZone, school: SchoolCalendar) -> bytes:
    """Return one byte for each minute of a day: what the grid says of it, read off naively."""
    if day in public_holidays(zone.public_holidays, day.year):
        if grid.public_holidays is OnPublicHolidays.CLOSED:
            return painted([])
        if grid.public_holidays is OnPublicHolidays.UNKNOWN:
            return painted([(0, DAY, OpeningState.INCONNU)])
    week = grid.usual
    as_usual = grid.in_holidays in (InHolidays.SAME, InHolidays.UNSAID)
    if school.is_holiday(zone.school, day) and not as_usual:
        week = grid.holiday_week if grid.in_holidays is InHolidays.OTHER else EMPTY_WEEK
    side = Weeks.ODD if day.isocalendar().week % 2 else Weeks.EVEN
    spans = [span for span in week[day.weekday()] if span.weeks in (Weeks.EVERY, side)]
    return painted([span.as_span for span in spans])


def painted(spans: list[tuple[int, int, OpeningState]]) -> bytes:
    """Return one byte for each minute of a day."""
    states = list(OpeningState)
    minutes = bytearray([states.index(OpeningState.FERME)]) * DAY
    for start, end, state in spans:
        minutes[start:end] = bytes([states.index(state)]) * (end - start)
    return bytes(minutes)
