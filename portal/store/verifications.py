"""Verifications: a group of fields of a listing was found to be right, by whom and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, Index, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.access import Actor
from portal.domain.freshness import FieldGroup, LastVerified, Means
from portal.domain.listing import ListingStatus
from portal.store.db import Model
from portal.store.listings import Listing, within_reach
from portal.store.revisions import touch
from portal.store.sites import Site
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


def last_verified(session: Session, listing_id: int) -> LastVerified:
    """Return the day on which each group of a listing was verified last."""
    query = select(Verification.group, func.max(Verification.verified_on))
    query = query.where(Verification.listing_id == listing_id).group_by(Verification.group)
    return dict(session.execute(query).all())


def show_verified_on(session: Session, listing_id: int, day: date | None) -> None:
    """Tell the public another day, in the transaction that is open.

    The version of the listing and the day of its last edit stay: whoever is editing it has nothing
    to compare.
    """
    session.execute(
        update(Listing)
        .where(Listing.id == listing_id)
        .values(verified_on=day, updated_at=Listing.updated_at)
    )
    touch(session, [listing_id])


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What decides when a listing is due; its place is that of its first site."""

    listing_id: int
    name: str
    commune: str | None
    code_insee: str | None
    departements: tuple[str, ...] | None
    review_months: int
    assignee_id: int | None
    last: LastVerified


def list_reviewed(session: Session, by: Actor) -> Iterator[Reviewed]:
    """Yield the published listings within the actor's reach, with their last verifications."""
    reached = within_reach(select(Listing.id), by).where(Listing.status == ListingStatus.PUBLIEE)
    days = select(Verification.listing_id, Verification.group, func.max(Verification.verified_on))
    days = days.where(Verification.listing_id.in_(reached))
    last: dict[int, dict[FieldGroup, date]] = {}
    for listing_id, group, day in session.execute(
        days.group_by(Verification.listing_id, Verification.group)
    ):
        last.setdefault(listing_id, {})[group] = day
    listings = _PLACED.where(Listing.id.in_(reached)).order_by(Listing.name, Listing.id)
    for row in session.execute(listings):
        yield Reviewed(*row, last=last.get(row[0], {}))


_FIRST_SITE = (
    select(Site.id)
    .where(Site.listing_id == Listing.id)
    .order_by(Site.position, Site.id)
    .limit(1)
    .correlate(Listing)
    .scalar_subquery()
)
_PLACED = select(
    Listing.id,
    Listing.name,
    Site.commune,
    Site.code_insee,
    Site.departements,
    Listing.review_months,
    Listing.assignee_id,
).join(Site, Site.id == _FIRST_SITE, isouter=True)
