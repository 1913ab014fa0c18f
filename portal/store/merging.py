"""What hangs on a listing that is merged into another: what waits there, and what goes along."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from portal.domain.dossiers.states import Axis
from portal.domain.proposals import ProposalState
from portal.domain.reports import ReportState
from portal.store.campaigns import CampaignLink
from portal.store.dossiers import Dossier
from portal.store.indicators import IndicatorReport, move_reports
from portal.store.proposals import Proposal
from portal.store.reports import Report
from portal.store.revisions import touch

_OPEN = (ReportState.RECU, ReportState.EN_COURS)


def count_pending_proposals(session: Session, listing_id: int) -> int:
    """Return how many proposals for a listing nobody decided on yet."""
    pending = select(func.count()).where(
        Proposal.listing_id == listing_id, Proposal.state == ProposalState.EN_ATTENTE
    )
    return session.scalar(pending) or 0


def list_axes(session: Session, listing_ids: Collection[int]) -> set[Axis]:
    """Return the axes of the funding files of these listings."""
    query = select(Dossier.axis).where(Dossier.listing_id.in_(listing_ids)).distinct()
    return set(session.scalars(query))


def has_files_or_years(session: Session, listing_id: int) -> bool:
    """Tell whether a listing has a funding file or a yearly report, in whatever state."""
    files = exists().where(Dossier.listing_id == listing_id)
    years = exists().where(IndicatorReport.listing_id == listing_id)
    return bool(session.scalar(select(files | years)))


def lead_on(session: Session, former_id: int, kept_id: int) -> None:
    """Let what is still open about a listing be about another, inside the caller's transaction.

    These are reports that nobody decided on, links of campaigns that nobody used, and every funding
    file and yearly report, closed ones too: they are the money and the work of one place.
    """
    reports = update(Report).where(Report.listing_id == former_id, Report.state.in_(_OPEN))
    session.execute(reports.values(listing_id=kept_id))
    links = update(CampaignLink).where(
        CampaignLink.listing_id == former_id, CampaignLink.used_at.is_(None)
    )
    session.execute(links.values(listing_id=kept_id))
    files = update(Dossier).where(Dossier.listing_id == former_id).values(listing_id=kept_id)
    session.execute(files)
    move_reports(session, former_id, kept_id)
    # The public sees by its files whether a listing is funded.
    touch(session, [kept_id, former_id])
