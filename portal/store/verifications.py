"""Verifications: a group of fields of a listing was found to be right, by whom and how."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.freshness import FieldGroup, Means
from portal.store.db import Model
from portal.store.types import slug_enum


class Verification(Model):
    """One group of one listing was verified; ``actor`` is the name that history shows."""

    __tablename__ = "verification"
    __table_args__ = (Index(None, "listing_id", "group", "verified_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    group: Mapped[FieldGroup] = mapped_column(slug_enum(FieldGroup))
    verified_on: Mapped[date]
    means: Mapped[Means] = mapped_column(slug_enum(Means))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    actor: Mapped[str] = mapped_column(String(120))


def list_verifications(session: Session, listing_id: int) -> list[Verification]:
    """Return the verifications of a listing, the newest first."""
    query = select(Verification).where(Verification.listing_id == listing_id)
    return list(
        session.scalars(query.order_by(Verification.verified_on.desc(), Verification.id.desc()))
    )
