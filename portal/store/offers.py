"""Offers: the services and themes that a listing proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.store.db import NEVER_AGAIN, Model
from portal.store.types import Slugs

if TYPE_CHECKING:
    from portal.store.listings import Listing


class Offer(Model):
    """A service of the vocabulary that a listing proposes, for whom, with details in plain words.

    Without publics of its own an offer is for those of its listing. Where a partner comes for it,
    ``partner`` says who and ``schedule`` when, in plain words.
    """

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("listing_id", "theme"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), index=True
    )
    theme: Mapped[str] = mapped_column(String(60))
    publics: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    details: Mapped[str | None] = mapped_column(Text)
    partner: Mapped[str | None] = mapped_column(String(200))
    schedule: Mapped[str | None] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)

    listing: Mapped[Listing] = relationship(back_populates="offers")
