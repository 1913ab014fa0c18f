"""Drafts: the form of a listing as an agent left it, kept for that agent alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from portal.domain.access import Actor
from portal.services.listings.editing import RefusedError
from portal.store.db import transaction
from portal.store.listings import get_reached
from portal.store.workbench import ListingDraft, find_draft

Fields = list[tuple[str, str]]

_LONGEST = 300_000
"""Characters of a draft; the form of forty stops takes a third of it."""


def keep_draft(
    listing_id: int | None,
    fields: Iterable[tuple[str, str]],
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Keep the posted fields of a form in the place of what the agent had kept of it.

    Raises ``NotFoundError`` out of the actor's reach, ``RefusedError`` where it is far too long.
    """
    text = json.dumps([list(pair) for pair in fields], ensure_ascii=False)
    if by.agent_id is None or len(text) > _LONGEST:
        raise RefusedError("Ce brouillon est trop long pour être gardé.")
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


def fields_of(draft: ListingDraft) -> Fields:
    """Return the fields that a draft keeps."""
    return [(str(name), str(value)) for name, value in json.loads(draft.fields)]
