"""Campaigns: mails that ask managing bodies whether their listings are still right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.labels import LabelledEnum
from portal.store.db import Model
from portal.store.listings import Listing
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
