"""Indicators of a year added up over an area and over each of its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.dossiers.funding import FundedPeriod
from portal.domain.indicators.aggregates import (
    Answer,
    ByPlace,
    Point,
    Response,
    Total,
    counted,
    response,
    total,
    trend,
)
from portal.domain.indicators.areas import PARTS, Area, AreaKind, Place, areas_of
from portal.domain.indicators.catalogue import Catalogue, Indicator
from portal.domain.indicators.figures import figures_from
from portal.domain.indicators.progress import progress_of
from portal.domain.indicators.years import is_funded_in
from portal.domain.territory import Territory
from portal.services.indicators.areas import place_of
from portal.store.indicator_totals import ReportRow, list_answers, list_funded, list_places

YEARS = 5
"""How many years a trend goes back, the present one included."""

Answers = Sequence[Answer]


@dataclass(frozen=True, slots=True)
class TotalsQuestion:
    """A year of an area. ``waiting``: what waits for validation counts too."""

    year: int
    area: Area
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class AreaTotals:
    """What an area comes to in the year: who answered, and indicators by their slug."""

    area: Area
    response: Response
    totals: Mapping[str, Total]


@dataclass(frozen=True, slots=True)
class Aggregates:
    """The answer: the whole area, five years of each group's total, the parts, every place."""

    asked: TotalsQuestion
    whole: AreaTotals
    trends: Mapping[str, tuple[Point, ...]]
    parts: Mapping[AreaKind, tuple[AreaTotals, ...]]
    answers: Answers


def aggregate(
    session: Session,
    territory: Territory,
    catalogue: Catalogue,
    asked: TotalsQuestion,
    by: Actor,
    *,
    in_full: bool = False,
) -> Aggregates:
    """Add indicators up over what the actor may read of an area.

    Parts have the totals of the groups only, unless everything is wanted ``in_full``.
    """
    years = _years(session, territory, asked, by)
    now, before = years[asked.year], years[asked.year - 1]
    wanted = catalogue.indicators if in_full else catalogue.totals
    over_years = {
        year: (len(answers), counted(answers, waiting=asked.waiting))
        for year, answers in years.items()
    }
    return Aggregates(
        asked=asked,
        whole=_totals(asked, asked.area, catalogue.indicators, now, before),
        trends={each.slug: trend(each, over_years) for each in catalogue.totals},
        parts={
            kind: tuple(
                _totals(asked, part, wanted, here, before_here)
                for part, here, before_here in _cut(now, before, kind)
            )
            for kind in PARTS[asked.area.kind]
        },
        answers=now,
    )


def _years(
    session: Session, territory: Territory, asked: TotalsQuestion, by: Actor
) -> dict[int, list[Answer]]:
    """Return the places of the area that are asked in each of the years, and their answers."""
    first = asked.year - YEARS + 1
    places = [place_of(row, territory) for row in list_places(session, by)]
    within = {place.listing_id: place for place in places if place.is_in(asked.area)}
    periods: dict[int, list[FundedPeriod]] = defaultdict(list)
    for row in list_funded(session, by, first, asked.year):
        periods[row.listing_id].append(FundedPeriod(row.starts_on, row.ends_on, ""))
    years = range(first, asked.year + 1)
    answers = list_answers(session, by, years, within)
    reports = {(row.listing_id, row.year): row for row in answers}
    return {
        year: [
            _answer(place, reports.get((listing_id, year)))
            for listing_id, place in within.items()
            if (listing_id, year) in reports or is_funded_in(periods.get(listing_id, ()), year)
        ]
        for year in years
    }


def _answer(place: Place, report: ReportRow | None) -> Answer:
    if report is None:
        return Answer(place, progress_of(None, begun=False), {})
    progress = progress_of(report.state, begun=report.begun)
    return Answer(place, progress, figures_from(report.figures))


def _cut(
    now: Answers, before: Answers, kind: AreaKind
) -> Iterable[tuple[Area, list[Answer], list[Answer]]]:
    """Return each part that has a place this year, with its places of this year and the last."""
    here, then = _by_area(now, kind), _by_area(before, kind)
    for part in areas_of((answer.place for answer in now), kind):
        yield part, here[part], then.get(part, [])


def _by_area(answers: Answers, kind: AreaKind) -> dict[Area, list[Answer]]:
    found: dict[Area, list[Answer]] = defaultdict(list)
    for answer in answers:
        for area in answer.place.areas:
            if area.kind is kind:
                found[area].append(answer)
    return found


def _totals(
    asked: TotalsQuestion,
    area: Area,
    indicators: Sequence[Indicator],
    now: Answers,
    before: Answers,
) -> AreaTotals:
    figures: ByPlace = counted(now, waiting=asked.waiting)
    earlier: ByPlace = counted(before, waiting=asked.waiting)
    totals = {each.slug: total(each, figures, earlier) for each in indicators}
    return AreaTotals(area, response(now), totals)
