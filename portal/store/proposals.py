"""Proposals of managing bodies, as they wait for an agent and as they were decided."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.proposals import ProposalOrigin, ProposalState
from portal.store.db import Model
from portal.store.listings import Listing
from portal.store.types import UtcDateTime, slug_enum


class Proposal(Model):
    """A whole listing as somebody would have it, beside the version that they saw."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    origin: Mapped[ProposalOrigin] = mapped_column(slug_enum(ProposalOrigin))
    author: Mapped[str] = mapped_column(String(254))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    seen: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ProposalState] = mapped_column(
        slug_enum(ProposalState), default=ProposalState.EN_ATTENTE, index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    answer: Mapped[str] = mapped_column(Text, default="")

    listing: Mapped[Listing] = relationship()
