"""What hangs on a listing that is merged into another: what waits there, and what goes along."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.domain.proposals import ProposalState
from portal.domain.reports import ReportState
from portal.store.campaigns import CampaignLink
from portal.store.proposals import Proposal
from portal.store.reports import Report

_OPEN = (ReportState.RECU, ReportState.EN_COURS)


def count_pending_proposals(session: Session, listing_id: int) -> int:
    """Return how many proposals for a listing nobody decided on yet."""
    pending = select(func.count()).where(
        Proposal.listing_id == listing_id, Proposal.state == ProposalState.EN_ATTENTE
    )
    return session.scalar(pending) or 0


def lead_on(session: Session, former_id: int, kept_id: int) -> None:
    """Let what is still open about a listing be about another, inside the caller's transaction.

    These are reports that nobody decided on, and links of campaigns that nobody used.
    """
    reports = update(Report).where(Report.listing_id == former_id, Report.state.in_(_OPEN))
    session.execute(reports.values(listing_id=kept_id))
    links = update(CampaignLink).where(
        CampaignLink.listing_id == former_id, CampaignLink.used_at.is_(None)
    )
    session.execute(links.values(listing_id=kept_id))
