"""Retention: what was kept for as long as the table says is deleted or emptied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.retention import RETENTIONS, Kept
from portal.services.moderation.retention import forget_old
from portal.store import retention
from portal.store.dossier_documents import forget_documents

Forget = Callable[[Session, datetime], int]

_FORGET: Mapping[Kept, Forget] = {
    Kept.SESSIONS: retention.forget_sessions,
    Kept.LINKS: retention.forget_links,
    Kept.ATTEMPTS: retention.forget_attempts,
    Kept.DRAFTS: retention.forget_drafts,
    Kept.IMPORTS: retention.empty_imports,
    Kept.DISABLED_ACCOUNTS: retention.forget_credentials,
    Kept.DOCUMENTS: forget_documents,
}


def run(session: Session, now: datetime) -> dict[Kept, int]:
    """Hold to the table, inside the caller's transaction; tell how many rows of each kind went.

    Running it again at once finds nothing more.
    """
    done = {
        kind: forget(session, now - RETENTIONS[kind].kept_for) for kind, forget in _FORGET.items()
    }
    # Moderation counts its own from when it answered, and when its links end.
    done[Kept.CORRESPONDENCE] = forget_old(session, now)
    return {kind: number for kind, number in done.items() if number}
