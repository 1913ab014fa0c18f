"""Reading indicators: the sheet of a place and a year, and which places are asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.dossiers.funding import FundedPeriod, FundingFile, funded_periods
from portal.domain.dossiers.states import FUNDING
from portal.domain.history import Subject, SubjectKind
from portal.domain.indicators.figures import Figures, figures_from
from portal.domain.indicators.progress import Progress, progress_of
from portal.domain.indicators.states import SENT
from portal.domain.indicators.years import funded_years
from portal.services.dossiers.funded import convention_of
from portal.store.db import NotFoundError
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
    files = list_dossiers(session, by, tuple(FUNDING), listing_id)
    return funded_years(_periods(files), last)


def list_due(session: Session, by: Actor, last: int) -> list[Due]:
    """Return the funded places within reach with their years up to ``last``, by name."""
    files: dict[int, list[Dossier]] = defaultdict(list)
    for dossier in list_dossiers(session, by, tuple(FUNDING)):
        if dossier.listing.merged_into_id is None:
            files[dossier.listing_id].append(dossier)
    due = [
        Due(found[0].listing, years)
        for found in files.values()
        if (years := funded_years(_periods(found), last))
    ]
    return sorted(due, key=lambda each: (each.listing.name, each.listing.id))


def subject_of(report: IndicatorReport, listing: Listing) -> Subject:
    """Return a report as history names it."""
    name = f"{listing.name}, {report.year}"
    return Subject(SubjectKind.INDICATORS, report.id, name, listing.caf_id)


def _periods(dossiers: Sequence[Dossier]) -> tuple[FundedPeriod, ...]:
    return funded_periods(
        FundingFile(dossier.state, convention_of(dossier), dossier.caf.name) for dossier in dossiers
    )
