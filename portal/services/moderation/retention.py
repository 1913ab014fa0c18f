"""What moderation forgets in time: who wrote to us, and the addresses that we wrote to."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.store import indicators
from portal.store.campaigns import forget_addresses
from portal.store.proposals import forget_authors
from portal.store.reports import forget_reporters

AFTER_DECISION = timedelta(days=365)
"""How long the words and the mail of who wrote are kept once their answer is given."""

_UNKNOWN = "le gestionnaire (lien par courriel)"


def forget_old(session: Session, now: datetime) -> int:
    """Empty what is too old to be kept, inside the caller's transaction; return how many rows.

    Reports and proposals keep what was decided and when; links keep what came of them.
    """
    until = now - AFTER_DECISION
    reports = forget_reporters(session, until)
    proposals = forget_authors(session, until, _UNKNOWN)
    links = forget_addresses(session, now) + indicators.forget_addresses(session, now)
    return reports + proposals + links
