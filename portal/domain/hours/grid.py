"""A week of opening hours as a form shows it: up to three spans a day, and the holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.hours.evaluate import overlay
from portal.domain.hours.model import DAY, Span
from portal.domain.hours.states import OpeningState
from portal.domain.labels import LabelledEnum

MOST_SPANS = 3
"""How many spans a day of the grid has."""


class Weeks(LabelledEnum):
    """The weeks of the year, by their ISO number, in which a span holds."""

    EVERY = "toutes", "Chaque semaine"
    ODD = "impaires", "Semaines impaires"
    EVEN = "paires", "Semaines paires"


class InHolidays(LabelledEnum):
    """What becomes of the week during school holidays."""

    SAME = "memes", "Les mêmes horaires"
    CLOSED = "ferme", "Fermé"
    OTHER = "autres", "D’autres horaires"
    UNSAID = "inconnu", "On ne sait pas"
    """Nobody said: for lack of better the usual hours are shown."""


class OnPublicHolidays(LabelledEnum):
    """What becomes of a day that is a public holiday."""

    CLOSED = "ferme", "Fermé"
    AS_USUAL = "ouvert", "Ouvert comme d’habitude"
    UNKNOWN = "inconnu", "À confirmer"


@dataclass(frozen=True, slots=True, order=True)
class GridSpan:
    """Hours of a day, in minutes from its midnight to 1440 at most.

    On appointment all day long (0 to 1440) is how a day without fixed hours is said.
    """

    start: int
    end: int
    weeks: Weeks = Weeks.EVERY
    appointment: bool = False

    @property
    def only_on_appointment(self) -> bool:
        """Whether people are received on appointment, without fixed hours."""
        return self.appointment and (self.start, self.end) == (0, DAY)

    def meets(self, other: GridSpan) -> bool:
        """Tell whether some minute of some week is in both."""
        together = self.weeks is other.weeks or Weeks.EVERY in (self.weeks, other.weeks)
        return together and self.start < other.end and other.start < self.end

    @property
    def as_span(self) -> Span:
        """The span as the engine knows it, without its weeks."""
        state = OpeningState.SUR_RENDEZ_VOUS if self.appointment else OpeningState.OUVERT
        return self.start, self.end, state


GridDay = tuple[GridSpan, ...]
GridWeek = tuple[GridDay, ...]
"""Monday to Sunday."""

EMPTY_WEEK: GridWeek = ((),) * 7
ALWAYS: GridWeek = ((GridSpan(0, DAY),),) * 7
"""Day and night, which says of the holidays too that they are no exception."""


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """The hours of a place, as far as a grid can tell them.

    ``holiday_week`` counts only where holidays have other hours. Spans of a day that overlap are
    refused where people type them (``typed_hours``): here the later one holds.
    """

    usual: GridWeek = EMPTY_WEEK
    in_holidays: InHolidays = InHolidays.UNSAID
    holiday_week: GridWeek = EMPTY_WEEK
    public_holidays: OnPublicHolidays = OnPublicHolidays.CLOSED

    @property
    def is_empty(self) -> bool:
        """Whether nobody is received at any time: such a grid says nothing of the hours."""
        other = self.in_holidays is InHolidays.OTHER and any(self.holiday_week)
        return not (other or any(self.usual))

    def canonical(self) -> WeekGrid:
        """Return the one grid that stands for all those of the same meaning."""
        if self.is_empty:
            return WeekGrid()
        usual = _canonical_week(self.usual)
        holidays, week = self.in_holidays, EMPTY_WEEK
        if holidays is InHolidays.OTHER:
            week = _canonical_week(self.holiday_week)
        if holidays is InHolidays.OTHER and week == usual:
            holidays, week = InHolidays.SAME, EMPTY_WEEK
        elif holidays is InHolidays.OTHER and not any(week):
            holidays = InHolidays.CLOSED
        elif holidays is InHolidays.UNSAID and usual == ALWAYS:
            holidays = InHolidays.SAME
        return WeekGrid(usual, holidays, week, self.public_holidays)


def spans_in(day: GridDay, weeks: Weeks) -> tuple[Span, ...]:
    """Return what holds on a day in odd or in even weeks: sorted, disjoint, joined."""
    found: tuple[Span, ...] = ()
    for span in day:
        if span.weeks in (Weeks.EVERY, weeks):
            found = overlay(found, (span.as_span,))
    return found


def alternate_day(odd: Iterable[Span], even: Iterable[Span]) -> GridDay:
    """Return the day of which this holds in odd weeks, and that in even ones."""
    both = set(odd) & set(even)
    shares = ((Weeks.EVERY, both), (Weeks.ODD, set(odd) - both), (Weeks.EVEN, set(even) - both))
    return tuple(
        sorted(
            GridSpan(start, end, weeks, state is OpeningState.SUR_RENDEZ_VOUS)
            for weeks, spans in shares
            for start, end, state in spans
        )
    )


def _canonical_week(week: GridWeek) -> GridWeek:
    return tuple(alternate_day(spans_in(d, Weeks.ODD), spans_in(d, Weeks.EVEN)) for d in week)
