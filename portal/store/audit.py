"""History: who did what when. Rows are only ever added; each one is chained to the one before.

The database itself refuses to change or delete them (triggers of migration 0004).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.db import Model
from portal.store.types import UtcDateTime


class AuditEvent(Model):
    """One act: its French sentence, what it was done to, and every field before and after.

    ``changes`` is a JSON list of ``[field, before, after]``; ``caf_id`` is whose history it is (no
    foreign keys: history outlives everything). ``digest`` covers the row and the digest before.
    """

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    agent_id: Mapped[int | None] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(120))
    act: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(String(300))
    caf_id: Mapped[int | None] = mapped_column(index=True)
    sentence: Mapped[str] = mapped_column(Text)
    changes: Mapped[str] = mapped_column(Text, default="[]")
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class ListingVersion(Model):
    """A listing as it was from one edit to the next: what ``restore`` gives back. Only added.

    ``event_id`` is None for what was there before history began, or what a command imported.
    """

    __tablename__ = "listing_version"
    __table_args__ = (Index(None, "listing_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int]
    number: Mapped[int]
    event_id: Mapped[int | None]
    content: Mapped[str] = mapped_column(Text)


def last_digest(session: Session) -> str:
    """Return the digest of the newest event, or "" where there is none."""
    newest = select(AuditEvent.digest).order_by(AuditEvent.id.desc()).limit(1)
    return session.scalar(newest) or ""


def count_events(session: Session) -> int:
    """Return how many events there are."""
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def list_events_of(session: Session, kind: str, subject_id: int) -> Sequence[AuditEvent]:
    """Return the history of one thing, the newest first."""
    query = (
        select(AuditEvent)
        .where(AuditEvent.subject_kind == kind, AuditEvent.subject_id == subject_id)
        .order_by(AuditEvent.id.desc())
    )
    return session.scalars(query).all()


def find_version(session: Session, listing_id: int, number: int) -> ListingVersion | None:
    """Return a listing as it was at that version, if it is known."""
    query = select(ListingVersion).where(ListingVersion.listing_id == listing_id)
    return session.scalar(query.where(ListingVersion.number == number))


def find_version_before(
    session: Session, listing_id: int, instant: datetime
) -> ListingVersion | None:
    """Return a listing as it was at an instant, if it is known."""
    of_listing = ListingVersion.listing_id == listing_id
    # Later ones without an event are what an import brought since, nobody knows when.
    oldest = select(func.min(ListingVersion.number)).where(of_listing).scalar_subquery()
    first = ListingVersion.event_id.is_(None) & (ListingVersion.number == oldest)
    query = (
        select(ListingVersion)
        .join(AuditEvent, AuditEvent.id == ListingVersion.event_id, isouter=True)
        .where(of_listing, first | (AuditEvent.at < instant))
        .order_by(ListingVersion.number.desc())
    )
    return session.scalars(query.limit(1)).first()


def list_version_numbers(session: Session, listing_id: int) -> dict[int | None, int]:
    """Return the number of the version that each event made, the oldest under None."""
    query = select(ListingVersion.event_id, ListingVersion.number).where(
        ListingVersion.listing_id == listing_id
    )
    return dict(session.execute(query.order_by(ListingVersion.number.desc())).all())
