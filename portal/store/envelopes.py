"""The yearly envelope of a Caf: what it may engage in one year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from portal.store.cafs import Caf
from portal.store.db import Model
from portal.store.types import Cents, UtcDateTime


class Envelope(Model):
    """What a Caf has for volet 3 in a year; it can be changed, and history keeps each change."""

    __tablename__ = "envelope"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        UniqueConstraint("caf_id", "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    caf_id: Mapped[int] = mapped_column(ForeignKey("caf.id"))
    year: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Cents)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    caf: Mapped[Caf] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own convention


def find_envelope(session: Session, caf_id: int, year: int) -> Envelope | None:
    """Return the envelope of a Caf for a year, if somebody set it."""
    query = select(Envelope).where(Envelope.caf_id == caf_id, Envelope.year == year)
    return session.scalar(query)


def list_envelopes(session: Session, year: int) -> Sequence[Envelope]:
    """Return every envelope of a year, by Caf."""
    query = select(Envelope).where(Envelope.year == year).order_by(Envelope.caf_id)
    return session.scalars(query).all()
