"""Counts for the first page of the staff side: each is one quick query within a reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.listing import ListingStatus
from portal.store.import_batches import ImportBatch, is_reached
from portal.store.listings import Listing, within_reach
from portal.store.workbench import ListingDraft


@dataclass(frozen=True, slots=True)
class LastImport:
    """The newest import within reach, without its file."""

    id: int
    file_name: str
    created_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None


def count_entrusted(session: Session, by: Actor) -> tuple[int, datetime | None]:
    """Return how many listings are entrusted to the actor, and when the stalest was edited."""
    query = select(func.count(), func.min(Listing.updated_at)).where(
        Listing.assignee_id == by.agent_id, Listing.status != ListingStatus.ARCHIVEE
    )
    number, since = session.execute(within_reach(query, by)).one()
    return number, since


def list_drafts(session: Session, agent_id: int) -> list[tuple[int | None, datetime]]:
    """Return an agent's drafts, oldest first: the listing (None for a new one) and the instant."""
    query = select(ListingDraft.listing_id, ListingDraft.saved_at)
    rows = session.execute(
        query.where(ListingDraft.agent_id == agent_id).order_by(ListingDraft.saved_at)
    )
    return [(row[0], row[1]) for row in rows]


def find_last_import(session: Session, by: Actor) -> LastImport | None:
    """Return the newest import within the actor's reach, if there is one."""
    query = select(
        ImportBatch.id,
        ImportBatch.file_name,
        ImportBatch.created_at,
        ImportBatch.applied_at,
        ImportBatch.undone_at,
    ).where(is_reached(by))
    row = session.execute(query.order_by(ImportBatch.id.desc()).limit(1)).one_or_none()
    return LastImport(*row) if row else None


def count_by_status(
    session: Session, by: Actor, since: date
) -> dict[ListingStatus, tuple[int, int]]:
    """Return of each status how many listings there are within reach.

    Beside it, how many of them were verified on or after a day.
    """
    verified = func.count().filter(Listing.verified_on >= since)
    query = within_reach(select(Listing.status, func.count(), verified), by)
    rows = session.execute(query.group_by(Listing.status))
    return {row[0]: (row[1], row[2]) for row in rows}


def count_cafs(session: Session) -> int:
    """Return how many Caf have a published listing."""
    published = Listing.status == ListingStatus.PUBLIEE
    return session.scalar(select(func.count(Listing.caf_id.distinct())).where(published)) or 0
