"""Drafts: the form of a listing as an agent left it, kept for that agent alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from portal.domain.access import Actor
from portal.services.posted_fields import packed
from portal.store.db import transaction
from portal.store.listings import get_reached
from portal.store.workbench import ListingDraft, find_draft


def keep_draft(
    listing_id: int | None,
    fields: Iterable[tuple[str, str]],
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Keep the posted fields of a form in the place of what the agent had kept of it.

    Raises ``NotFoundError`` out of the actor's reach, ``TooLongError``. Nothing is kept for the
    portal's own acts.
    """
    text = packed(fields)
    if by.agent_id is None:
        return
    with transaction() as session:
        if listing_id is not None:
            get_reached(session, listing_id, by)
        draft = find_draft(session, by.agent_id, listing_id)
        if draft is None:
            draft = ListingDraft(agent_id=by.agent_id, listing_id=listing_id)
            session.add(draft)
        draft.fields, draft.seen_version, draft.saved_at = text, seen_version, now


def forget_draft(listing_id: int | None, by: Actor) -> None:
    """Forget what the agent kept of a form, if anything."""
    if by.agent_id is None:
        return
    with transaction() as session:
        draft = find_draft(session, by.agent_id, listing_id)
        if draft is not None:
            session.delete(draft)
