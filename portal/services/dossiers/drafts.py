"""Drafts: the form of a funding file as an agent left it, kept for that agent alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.services.posted_fields import packed
from portal.store.db import transaction
from portal.store.workbench import DossierDraft, find_dossier_draft


def draft_of(
    session: Session, listing_id: int, dossier_id: int | None, by: Actor
) -> DossierDraft | None:
    """Return what the actor kept of the form of a file, or of a new one of a listing (None)."""
    if by.agent_id is None:
        return None
    return find_dossier_draft(session, by.agent_id, listing_id, dossier_id)


def keep_draft(
    listing_id: int,
    dossier_id: int | None,
    fields: Iterable[tuple[str, str]],
    by: Actor,
    now: datetime,
) -> None:
    """Keep the posted fields of a form; the caller looked its file or listing up in a scope.

    They replace what the agent had kept of it. Raises ``TooLongError``. Nothing is kept for the
    portal's own acts.
    """
    text = packed(fields)
    if by.agent_id is None:
        return
    with transaction() as session:
        draft = find_dossier_draft(session, by.agent_id, listing_id, dossier_id)
        if draft is None:
            draft = DossierDraft(agent_id=by.agent_id, listing_id=listing_id, dossier_id=dossier_id)
            session.add(draft)
        draft.fields, draft.saved_at = text, now


def forget_draft(listing_id: int, dossier_id: int | None, by: Actor) -> None:
    """Forget what the agent kept of a form, if anything."""
    with transaction() as session:
        draft = draft_of(session, listing_id, dossier_id, by)
        if draft is not None:
            session.delete(draft)
