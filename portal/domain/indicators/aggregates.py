"""Indicators added up over places: who answered, sums, the year before, and five years.

A sum is that of the places that gave the figure, and says how many they are: whoever did not answer
is never taken for zero. Two years are compared over the places that gave the figure in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.domain.indicators.areas import Place
from portal.domain.indicators.catalogue import Indicator
from portal.domain.indicators.figures import Change, Figures
from portal.domain.indicators.progress import Progress

ByPlace = Mapping[int, Figures]
"""The figures that count, by the id of the place's listing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A place in a year in which it is asked: how far it is, and what it said so far."""

    place: Place
    progress: Progress
    figures: Figures


@dataclass(frozen=True, slots=True)
class Response:
    """How many places of an area are asked, sent their figures, had them validated."""

    places: int
    asked: int
    entered: int
    validated: int

    @property
    def missing(self) -> int:
        """How many sent nothing yet."""
        return self.places - self.entered

    def counted(self, *, waiting: bool) -> int:
        """Return how many count: those validated, and with ``waiting`` those to be validated."""
        return self.entered if waiting else self.validated


@dataclass(frozen=True, slots=True)
class Total:
    """An indicator over some places. ``value`` is None where nobody gave the figure.

    ``same`` compares the places that gave it this year and the year before: ``both`` of them.
    """

    indicator: Indicator
    value: int | None
    answers: int
    same: Change
    both: int


@dataclass(frozen=True, slots=True)
class Point:
    """An indicator in one year of several: its sum, and how many places of how many it adds up."""

    year: int
    value: int | None
    answers: int
    places: int


def response(answers: Iterable[Answer]) -> Response:
    """Count how far places are."""
    known = [answer.progress for answer in answers]
    return Response(
        places=len(known),
        asked=sum(each is not Progress.MANQUANT for each in known),
        entered=sum(not each.is_awaited for each in known),
        validated=sum(each is Progress.VALIDE for each in known),
    )


def counted(answers: Iterable[Answer], *, waiting: bool) -> ByPlace:
    """Return the figures that count: those validated, and with ``waiting`` those to be validated.

    What a place began and did not send never counts.
    """
    kept = {Progress.VALIDE, Progress.SAISI} if waiting else {Progress.VALIDE}
    return {each.place.listing_id: each.figures for each in answers if each.progress in kept}


def total(indicator: Indicator, now: ByPlace, before: ByPlace) -> Total:
    """Add an indicator up over the places that gave it."""
    values = _values(indicator, now)
    earlier = _values(indicator, before)
    both = values.keys() & earlier.keys()
    return Total(
        indicator,
        _sum(values.values()),
        len(values),
        Change(indicator, _sum(values[i] for i in both), _sum(earlier[i] for i in both)),
        len(both),
    )


def trend(indicator: Indicator, years: Mapping[int, tuple[int, ByPlace]]) -> tuple[Point, ...]:
    """Return an indicator year by year; for each year, how many places are asked, and figures."""
    points = []
    for year, (places, figures) in sorted(years.items()):
        values = _values(indicator, figures)
        points.append(Point(year, _sum(values.values()), len(values), places))
    return tuple(points)


def _values(indicator: Indicator, figures: ByPlace) -> dict[int, int]:
    slug = indicator.slug
    return {place: said[slug] for place, said in figures.items() if slug in said}


def _sum(values: Iterable[int]) -> int | None:
    known = list(values)
    return sum(known) if known else None
