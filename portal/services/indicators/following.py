"""Following a year: every funded place of a territory, and how far its indicators are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.indicators.progress import Progress
from portal.domain.indicators.states import ReportState
from portal.services.indicators.reading import list_due, progress_of_report
from portal.store.indicators import (
    IndicatorLink,
    IndicatorReport,
    count_sent,
    list_links,
    list_reports,
)
from portal.store.listings import Listing


@dataclass(frozen=True, slots=True)
class Followed:
    """A place in a year; ``link`` is the newest one that was made for it."""

    listing: Listing
    year: int
    report: IndicatorReport | None
    link: IndicatorLink | None

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return progress_of_report(self.report)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A year of a territory; ``years`` are those in which some place of it was funded."""

    year: int
    years: tuple[int, ...]
    rows: tuple[Followed, ...]

    @property
    def counts(self) -> Mapping[Progress, int]:
        """How many places are how far."""
        return Counter(row.progress for row in self.rows)

    @property
    def awaited(self) -> int:
        """How many places still have something to send: the ones that can be asked."""
        return sum(row.progress.is_awaited for row in self.rows)

    @property
    def missing_ids(self) -> tuple[int, ...]:
        """The places that nobody asked yet."""
        return tuple(row.listing.id for row in self.rows if row.progress is Progress.MANQUANT)


def follow_up(
    session: Session, year: int, caf_id: int | None, by: Actor, this_year: int
) -> FollowUp:
    """Return how far a year is within reach, by name of place; of one Caf where it is given.

    A place that has a report is there, whatever became of its funding.
    """
    due = [each for each in list_due(session, by, this_year) if _is_of(each.listing, caf_id)]
    reports = {
        report.listing_id: report
        for report in list_reports(session, by, [year])
        if _is_of(report.listing, caf_id)
    }
    asked = {each.listing.id: each.listing for each in due if year in each.years}
    asked |= {report.listing_id: report.listing for report in reports.values()}
    links = _newest_links(session, list(reports.values()))
    rows = [
        Followed(listing, year, report, links.get(report.id) if report else None)
        for listing in sorted(asked.values(), key=lambda each: (each.name, each.id))
        for report in (reports.get(listing.id),)
    ]
    years = {year, this_year - 1, this_year}.union(*(each.years for each in due))
    return FollowUp(year, tuple(sorted(years, reverse=True)), tuple(rows))


def own_years(session: Session, by: Actor, this_year: int) -> list[Followed]:
    """Return every place within reach in every year for which it is asked, the newest first."""
    reports = {(each.listing_id, each.year): each for each in list_reports(session, by)}
    keys = {
        (each.listing.id, year): each.listing
        for each in list_due(session, by, this_year)
        for year in each.years
    }
    keys |= {key: report.listing for key, report in reports.items()}
    found = [
        Followed(listing, year, reports.get((listing_id, year)), None)
        for (listing_id, year), listing in keys.items()
    ]
    return sorted(found, key=lambda each: (-each.year, each.listing.name, each.listing.id))


def next_waiting(session: Session, after: Listing, year: int, by: Actor) -> Listing | None:
    """Return the place of the same Caf and year whose answer is to be validated next, by name.

    After the last one comes the first; None where no other waits.
    """
    waiting = [
        report.listing
        for report in list_reports(session, by, [year])
        if report.state is ReportState.SAISI
        and report.listing_id != after.id
        and report.listing.caf_id == after.caf_id
    ]
    here = (after.name, after.id)
    return min(
        waiting,
        key=lambda each: ((each.name, each.id) < here, each.name, each.id),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many answers are to be validated, and since when the oldest is; None: there is none."""

    number: int
    since: datetime | None


def to_validate(session: Session, by: Actor) -> Waiting:
    """Return what is to be validated within reach, of any year."""
    return Waiting(*count_sent(session, by))


def _is_of(listing: Listing, caf_id: int | None) -> bool:
    return caf_id is None or listing.caf_id == caf_id


def _newest_links(session: Session, reports: Sequence[IndicatorReport]) -> dict[int, IndicatorLink]:
    found = list_links(session, [report.id for report in reports])
    return {link.report_id: link for link in found}
