"""What waits in the moderation queue, for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.domain.access import Role
from portal.domain.listings.proposing import visible
from portal.domain.reports import ReportReason
from portal.services.listings.reading import content_of
from portal.services.moderation.proposals import ProposalDraft, propose
from portal.services.reports import ReportDraft
from portal.store.agents import find_agent
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.proposals import Proposal
from portal.store.reports import Report
from tests.conftest import NOW
from tests.staff import HERE, add_agent, listing_in, operator_in


def report_on(
    listing: Listing | None = None,
    reason: ReportReason = ReportReason.HORAIRES_FAUX,
    message: str = "Fermé le lundi",
    mail: str = "parent@exemple.fr",
    **more: Any,
) -> Report:
    """Save a report of the public and return it; ``more`` are columns to set."""
    draft = ReportDraft((listing or listing_in()).id, reason, message, mail)
    with transaction() as session:
        report = draft.report(NOW)
        for name, value in more.items():
            setattr(report, name, value)
        session.add(report)
    return report


def operated_listing(code: str = HERE) -> Listing:
    """Return a listing of the managing body that ``add_agent(Role.GESTIONNAIRE)`` is of."""
    listing = db.session().query(Listing).filter_by(operator_id=operator_in(code)).first()
    assert listing
    return listing


def proposal_for(listing: Listing, **changes: Any) -> Proposal:
    """Save the proposal of a managing body's account: its listing with these fields changed."""
    agent = find_agent(db.session(), "gestionnaire.87@exemple.fr") or add_agent(Role.GESTIONNAIRE)
    seen = visible(content_of(listing))
    draft = ProposalDraft(seen, replace(seen, **changes), "Nous avons changé cela.")
    return propose(listing.id, draft, agent.actor, NOW)
