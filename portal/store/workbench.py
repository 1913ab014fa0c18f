"""What agents keep while they work: drafts of forms, saved views, pairs that are no duplicates."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.db import Model
from portal.store.types import UtcDateTime


class ListingDraft(Model):
    """A form as an agent left it, not yet saved; without ``listing_id``, of a new listing.

    ``fields`` is a JSON list of posted ``[name, value]`` pairs, ``seen_version`` the version of the
    listing that the form was opened on.
    """

    __tablename__ = "listing_draft"
    __table_args__ = (UniqueConstraint("agent_id", "listing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    seen_version: Mapped[int | None]
    fields: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DossierDraft(Model):
    """The form of a funding file as an agent left it; without ``dossier_id``, of a new file.

    ``fields`` is a JSON list of posted ``[name, value]`` pairs, the mark of what the form was
    opened on among them.
    """

    __tablename__ = "dossier_draft"
    __table_args__ = (UniqueConstraint("agent_id", "listing_id", "dossier_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), index=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"))
    fields: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SavedView(Model):
    """Filters and sorting of a table that an agent named."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("agent_id", "page", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), index=True)
    page: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000))


class NotDuplicate(Model):
    """Two listings that an agent looked at and found to be two places; the smaller id first."""

    __tablename__ = "not_duplicate"
    __table_args__ = (CheckConstraint("first_id < second_id", name="order"),)

    first_id: Mapped[int] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    second_id: Mapped[int] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)


def load_not_duplicates(session: Session) -> set[tuple[int, int]]:
    """Return every pair that was found to be two places, the smaller id first."""
    rows = session.execute(select(NotDuplicate.first_id, NotDuplicate.second_id))
    return {(first, second) for first, second in rows}


def find_draft(session: Session, agent_id: int, listing_id: int | None) -> ListingDraft | None:
    """Return what an agent kept of the form of a listing, or of a new one (None)."""
    query = select(ListingDraft).where(ListingDraft.agent_id == agent_id)
    return session.scalar(query.where(ListingDraft.listing_id.is_not_distinct_from(listing_id)))


def find_dossier_draft(
    session: Session, agent_id: int, listing_id: int, dossier_id: int | None
) -> DossierDraft | None:
    """Return what an agent kept of the form of a file, or of a new one of a listing (None)."""
    query = select(DossierDraft).where(DossierDraft.agent_id == agent_id)
    if dossier_id is not None:
        return session.scalar(query.where(DossierDraft.dossier_id == dossier_id))
    new = DossierDraft.dossier_id.is_(None)
    return session.scalar(query.where(new, DossierDraft.listing_id == listing_id))
