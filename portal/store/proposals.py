"""Proposals of managing bodies, as they wait for an agent and as they were decided."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.access import Actor
from portal.domain.proposals import ProposalOrigin, ProposalState
from portal.store.db import Model, NotFoundError
from portal.store.listings import Listing, within_reach
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


def get_reached_proposal(session: Session, proposal_id: int, by: Actor) -> Proposal:
    """Return a proposal for a listing within the actor's reach, or raise ``NotFoundError``."""
    query = select(Proposal).join(Listing).where(Proposal.id == proposal_id)
    proposal = session.scalar(within_reach(query, by).options(joinedload(Proposal.listing)))
    if proposal is None:
        raise NotFoundError(f"no proposal has the id {proposal_id} for this actor")
    return proposal


def list_proposals_of_account(session: Session, agent_id: int, listing_id: int) -> list[Proposal]:
    """Return what an account proposed for a listing, the newest first."""
    query = select(Proposal).where(Proposal.agent_id == agent_id, Proposal.listing_id == listing_id)
    return list(session.scalars(query.order_by(Proposal.created_at.desc(), Proposal.id.desc())))


def find_proposal_by_link(session: Session, listing_id: int, sent_at: datetime) -> Proposal | None:
    """Return the proposal that came through a link which was used at that instant."""
    query = select(Proposal).where(
        Proposal.listing_id == listing_id,
        Proposal.origin == ProposalOrigin.LIEN,
        Proposal.created_at == sent_at,
    )
    return session.scalars(query).first()


def forget_authors(session: Session, until: datetime, unknown: str) -> int:
    """Replace the authors of proposals by mail that were decided before ``until``; count them."""
    known = (Proposal.origin == ProposalOrigin.LIEN) & (Proposal.author != unknown)
    emptied = update(Proposal).where(known, Proposal.decided_at <= until)
    values = {"author": unknown, "message": ""}
    return len(session.execute(emptied.values(values).returning(Proposal.id)).all())
