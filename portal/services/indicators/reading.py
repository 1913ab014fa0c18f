"""Reading indicators: the sheet of a place and a year, and which places are asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.dossiers.funding import FundedPeriod, FundingFile
from portal.domain.dossiers.states import FUNDED, DossierState
from portal.domain.history import Subject, SubjectKind
from portal.domain.indicators.figures import Figures, figures_from
from portal.domain.indicators.progress import Progress, progress_of
from portal.domain.indicators.states import SENT
from portal.domain.indicators.years import funded_years
from portal.services.dossiers.funded import convention_of
from portal.store.db import NotFoundError
from portal.store.dossier_trail import list_terminations
from portal.store.dossiers import Dossier, list_dossiers
from portal.store.indicators import IndicatorReport, list_years
from portal.store.listings import Listing, get_reached


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a place and a year; ``report`` is None while nobody asked or answered.

    ``before`` are the figures of the year before, once they were sent.
    """

    listing: Listing
    year: int
    report: IndicatorReport | None
    before: Figures

    @property
    def figures(self) -> Figures:
        """What was entered so far."""
        return figures_from(self.report.figures) if self.report else {}

    @property
    def notes(self) -> Mapping[str, str]:
        """What was written, by group."""
        kept: dict[str, str] = json.loads(self.report.notes) if self.report else {}
        return kept

    @property
    def version(self) -> int:
        """The version that an edit was made on; 0 while there is no report."""
        return self.report.version if self.report else 0

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return progress_of_report(self.report)


@dataclass(frozen=True, slots=True)
class Due:
    """A funded place with the years for which it is asked, the newest first."""

    listing: Listing
    years: tuple[int, ...]


def progress_of_report(report: IndicatorReport | None) -> Progress:
    """Return how far a report is; None: there is none."""
    if report is None:
        return progress_of(None, begun=False)
    return progress_of(report.state, begun=report.entered_at is not None)


def sheet_of(session: Session, listing: Listing, year: int) -> Sheet:
    """Return the sheet of a listing that was looked up in a scope."""
    reports = list_years(session, listing.id)
    before = reports.get(year - 1)
    sent = before is not None and before.state in SENT
    return Sheet(
        listing, year, reports.get(year), figures_from(before.figures) if before and sent else {}
    )


def reached_sheet(session: Session, listing_id: int, year: int, by: Actor, this_year: int) -> Sheet:
    """Return the sheet of a listing within reach, for a year in which it is asked.

    Raises ``NotFoundError`` otherwise; a year that was answered stays, whatever became of the
    funding.
    """
    listing = get_reached(session, listing_id, by)
    sheet = sheet_of(session, listing, year)
    if sheet.report is None and year not in years_asked(session, listing_id, by, this_year):
        raise NotFoundError(f"the listing {listing_id} is not asked for {year}")
    return sheet


def years_asked(session: Session, listing_id: int, by: Actor, last: int) -> tuple[int, ...]:
    """Return the years for which a listing is asked, up to ``last``, the newest first."""
    files = list_dossiers(session, by, tuple(FUNDED), listing_id)
    periods = _periods(session, files).get(listing_id, ())
    return funded_years(periods, last)


def list_due(session: Session, by: Actor, last: int) -> list[Due]:
    """Return the funded places within reach with their years up to ``last``, by name."""
    files = [
        each
        for each in list_dossiers(session, by, tuple(FUNDED))
        if each.listing.merged_into_id is None
    ]
    listings = {each.listing_id: each.listing for each in files}
    due = [
        Due(listings[listing_id], years)
        for listing_id, periods in _periods(session, files).items()
        if (years := funded_years(periods, last))
    ]
    return sorted(due, key=lambda each: (each.listing.name, each.listing.id))


def subject_of(report: IndicatorReport, listing: Listing) -> Subject:
    """Return a report as history names it."""
    name = f"{listing.name}, {report.year}"
    return Subject(SubjectKind.INDICATORS, report.id, name, listing.caf_id)


def _periods(session: Session, dossiers: Sequence[Dossier]) -> dict[int, list[FundedPeriod]]:
    """Return when files funded their listings, those of terminated ones too, by listing."""
    terminated = [each.id for each in dossiers if each.state is DossierState.RESILIEE]
    ends = list_terminations(session, terminated)
    periods: dict[int, list[FundedPeriod]] = defaultdict(list)
    for dossier in dossiers:
        convention, ended_on = convention_of(dossier), ends.get(dossier.id)
        file = FundingFile(dossier.state, convention, dossier.caf.name, ended_on)
        if file.past_period:
            periods[dossier.listing_id].append(file.past_period)
    return periods
