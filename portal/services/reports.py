"""Reports: what the public tells us about a listing, received and followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.domain.reports import ReportReason, ReportState, new_ticket
from portal.services.throttling import Limit, count_act
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from portal.store.reports import Report, find_report

PER_NETWORK = Limit("signalement:reseau", most=5, window=timedelta(hours=1))
PER_LISTING = Limit("signalement:fiche", most=30, window=timedelta(days=1))


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What somebody wrote about a listing; ``message`` and ``mail`` may be empty."""

    listing_id: int
    reason: ReportReason
    message: str = ""
    mail: str = ""

    def report(self, now: datetime) -> Report:
        """Return the report that this makes, under a new ticket; nothing is saved."""
        return Report(
            ticket=new_ticket(),
            listing_id=self.listing_id,
            reason=self.reason,
            message=self.message,
            mail=self.mail or None,
            created_at=now,
            state=ReportState.RECU,
            state_changed_at=now,
            answer="",
        )


def send_report(draft: ReportDraft, network: tuple[str, ...], now: datetime) -> str:
    """Save a report and return its ticket.

    ``network`` is what ``network_pseudonyms`` gave. Raises ``TooManyError`` where the network or
    the listing had its share, ``NotFoundError`` where the listing is gone.
    """
    with transaction() as session:
        if session.get(Listing, draft.listing_id) is None:
            raise NotFoundError(f"no listing has the id {draft.listing_id}")
        count_act(session, PER_NETWORK, network, now)
        count_act(session, PER_LISTING, (str(draft.listing_id),), now)
        report = draft.report(now)
        session.add(report)
        return report.ticket


def follow_report(ticket: str) -> Report:
    """Return the report of a ticket, or raise ``NotFoundError``."""
    report = find_report(db.session(), ticket)
    if report is None:
        raise NotFoundError("no report has this ticket")
    return report
