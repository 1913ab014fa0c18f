"""Campaigns: mails that ask managing bodies whether their listings are still right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from portal.domain.access import Actor
from portal.domain.labels import LabelledEnum
from portal.domain.listing import ListingKind, ListingStatus
from portal.store.db import Model, NotFoundError
from portal.store.listings import Listing, within_reach
from portal.store.types import UtcDateTime, slug_enum


class LinkOutcome(LabelledEnum):
    """What came of a link."""

    RIEN_N_A_CHANGE = "rien_n_a_change", "Rien n’a changé"
    PROPOSITION = "proposition", "Changements proposés"


class Campaign(Model):
    """One sending, by one Caf, to the managing bodies of its listings."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    caf_id: Mapped[int | None] = mapped_column(ForeignKey("caf.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    subject: Mapped[str] = mapped_column(String(200))
    message: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    links: Mapped[list[CampaignLink]] = relationship(back_populates="campaign")


class CampaignLink(Model):
    """A link of one use about one listing; only its SHA-256 is kept."""

    __tablename__ = "campaign_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    mail: Mapped[str] = mapped_column(String(254))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[LinkOutcome | None] = mapped_column(slug_enum(LinkOutcome))

    campaign: Mapped[Campaign] = relationship(back_populates="links")
    listing: Mapped[Listing] = relationship()


def get_reached_campaign(session: Session, campaign_id: int, by: Actor) -> Campaign:
    """Return a campaign of a Caf within the actor's reach with its links, or ``NotFoundError``."""
    whole = selectinload(Campaign.links).joinedload(CampaignLink.listing)
    campaign = session.get(Campaign, campaign_id, options=[whole])
    if campaign is None or not by.reaches(campaign.caf_id):
        raise NotFoundError(f"no campaign has the id {campaign_id} for this actor")
    return campaign


def list_campaigns(session: Session, by: Actor) -> list[tuple[Campaign, int, int, int]]:
    """Return the campaigns within reach, the newest first: links, sent ones, answered ones."""
    query = (
        select(
            Campaign,
            func.count(CampaignLink.id),
            func.count(CampaignLink.sent_at),
            func.count(CampaignLink.used_at),
        )
        .join(CampaignLink, CampaignLink.campaign_id == Campaign.id, isouter=True)
        .group_by(Campaign.id)
        .order_by(Campaign.id.desc())
    )
    if not by.sees_everything:
        query = query.where(Campaign.caf_id.in_(by.caf_ids))
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(query)]


def list_askable(
    session: Session, by: Actor, caf_id: int | None, kind: ListingKind | None
) -> list[Listing]:
    """Return the published listings of a Caf within reach, by name, with contacts and sites."""
    query = within_reach(select(Listing), by).where(
        Listing.status == ListingStatus.PUBLIEE, Listing.caf_id.is_not_distinct_from(caf_id)
    )
    if kind is not None:
        query = query.where(Listing.kind == kind)
    parts = selectinload(Listing.contacts), selectinload(Listing.sites)
    return list(session.scalars(query.options(*parts).order_by(Listing.name, Listing.id)))


def last_asked(
    session: Session, listing_ids: Collection[int], now: datetime
) -> dict[int, datetime]:
    """Return when the open questions about these listings were asked: unanswered, not expired."""
    query = (
        select(CampaignLink.listing_id, func.max(Campaign.created_at))
        .join(Campaign)
        .where(CampaignLink.used_at.is_(None), CampaignLink.expires_at > now)
        .where(CampaignLink.listing_id.in_(listing_ids))
        .group_by(CampaignLink.listing_id)
    )
    return {listing_id: at for listing_id, at in session.execute(query)}  # noqa: C416


def find_link(session: Session, digest: str) -> CampaignLink | None:
    """Return the link of a token's digest with its campaign and listing."""
    query = select(CampaignLink).where(CampaignLink.digest == digest)
    whole = joinedload(CampaignLink.campaign), joinedload(CampaignLink.listing)
    return session.scalar(query.options(*whole))


def list_unsent(session: Session, campaign_id: int) -> list[CampaignLink]:
    """Return the links of a campaign whose mail did not leave, while their address is known."""
    query = select(CampaignLink).where(
        CampaignLink.campaign_id == campaign_id,
        CampaignLink.sent_at.is_(None),
        CampaignLink.mail != "",
    )
    return list(session.scalars(query.order_by(CampaignLink.id)))


def mark_unsent(session: Session, link_ids: Collection[int]) -> None:
    """Say that the mail of these links did not leave after all."""
    links = update(CampaignLink).where(CampaignLink.id.in_(link_ids))
    session.execute(links.values(sent_at=None))


def forget_addresses(session: Session, now: datetime) -> int:
    """Empty the mail addresses of the links that expired; count them."""
    expired = update(CampaignLink).where(CampaignLink.expires_at <= now, CampaignLink.mail != "")
    return len(session.execute(expired.values(mail="").returning(CampaignLink.id)).all())
