"""Listings (fiches): the unit that is published, and the queries that find them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, Select, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from portal.domain.access import Actor, Role
from portal.domain.freshness import DEFAULT_REVIEW_MONTHS
from portal.domain.listing import Cost, ListingKind, ListingStatus
from portal.store.cafs import Caf
from portal.store.contacts import Contact
from portal.store.db import NEVER_AGAIN, Model, NotFoundError
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.sites import Site
from portal.store.types import Slugs, UtcDateTime, slug_enum

Row = TypeVar("Row")
Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


def _now() -> datetime:
    return datetime.now(UTC)


class Listing(Model):
    """A family-support place or service, with its sites, contacts and offers.

    ``declared_supported`` and ``declared_caf`` are what an import said about funding: for staff to
    confirm, never shown in public; neither is ``staff_note``. ``version`` refuses an edit made on
    stale data. What was merged into another listing is archived and redirects there.
    """

    __tablename__ = "listing"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[ListingKind] = mapped_column(slug_enum(ListingKind), index=True)
    status: Mapped[ListingStatus] = mapped_column(
        slug_enum(ListingStatus), default=ListingStatus.BROUILLON, index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    local_name: Mapped[str | None] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), index=True)
    caf_id: Mapped[int | None] = mapped_column(ForeignKey("caf.id"), index=True)
    publics: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    modes: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    languages: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    cost: Mapped[Cost | None] = mapped_column(slug_enum(Cost))
    cost_details: Mapped[str | None] = mapped_column(Text)
    accessible: Mapped[bool | None]
    accessibility: Mapped[str | None] = mapped_column(Text)
    itinerant: Mapped[bool] = mapped_column(default=False)
    demonstration: Mapped[bool] = mapped_column(default=False)
    source_url: Mapped[str | None] = mapped_column(String(1000))
    source_date: Mapped[str | None] = mapped_column(String(10))
    verified_on: Mapped[date | None]
    review_months: Mapped[int] = mapped_column(default=DEFAULT_REVIEW_MONTHS)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    premises: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    nearby_services: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    staff_note: Mapped[str | None] = mapped_column(Text)
    declared_supported: Mapped[bool | None]
    declared_caf: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_now, onupdate=_now)
    version: Mapped[int] = mapped_column(default=1)

    operator: Mapped[Operator | None] = relationship()
    caf: Mapped[Caf | None] = relationship()
    sites: Mapped[list[Site]] = relationship(
        back_populates="listing", cascade="all, delete-orphan", order_by=Site.position
    )
    contacts: Mapped[list[Contact]] = relationship(
        back_populates="listing", cascade="all, delete-orphan", order_by=Contact.position
    )
    offers: Mapped[list[Offer]] = relationship(
        back_populates="listing", cascade="all, delete-orphan", order_by=Offer.position
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own convention


_WHOLE = (
    selectinload(Listing.operator),
    selectinload(Listing.caf),
    selectinload(Listing.contacts),
    selectinload(Listing.offers),
    selectinload(Listing.sites).selectinload(Site.exceptional_hours),
)


def get_listing(session: Session, slug: str) -> Listing:
    """Return the listing with that slug, or raise ``NotFoundError``."""
    listing = session.scalar(select(Listing).where(Listing.slug == slug).options(*_WHOLE))
    if listing is None:
        raise NotFoundError(f"no listing has the slug {slug!r}")
    return listing


def get_reached(session: Session, listing_id: int, by: Actor) -> Listing:
    """Return a listing within the actor's reach, whole, or raise ``NotFoundError``."""
    listing = session.scalar(
        within_reach(select(Listing), by).where(Listing.id == listing_id).options(*_WHOLE)
    )
    if listing is None:
        raise NotFoundError(f"no listing has the id {listing_id} for this actor")
    return listing


def list_reached(session: Session, ids: Collection[int], by: Actor) -> Sequence[Listing]:
    """Return these listings, whole, by id; ``NotFoundError`` when one is out of reach."""
    query = within_reach(select(Listing), by).where(Listing.id.in_(ids)).order_by(Listing.id)
    found = session.scalars(query.options(*_WHOLE)).all()
    if len(found) != len(set(ids)):
        raise NotFoundError("a listing is out of this actor's reach")
    return found


def entrust(session: Session, listing_id: int, agent_id: int | None) -> None:
    """Entrust a listing to an agent; what it says stays the same, and so does its version."""
    row = update(Listing).where(Listing.id == listing_id)
    session.execute(row.values(assignee_id=agent_id, updated_at=Listing.updated_at))


def within_reach(query: Query, by: Actor) -> Query:
    """Keep, of a query over listings, those within the actor's reach."""
    if by.sees_everything:
        return query
    if by.role is Role.GESTIONNAIRE:
        return query.where(Listing.operator_id == by.operator_id, Listing.operator_id.is_not(None))
    return query.where(Listing.caf_id.in_(by.caf_ids))


def find_by_external_ids(session: Session, ids: Sequence[str]) -> dict[str, Listing]:
    """Return the listings that an import knows by these ids, whole, by id."""
    query = select(Listing).where(Listing.external_id.in_(ids)).options(*_WHOLE)
    return {listing.external_id or "": listing for listing in session.scalars(query)}


def list_published(
    session: Session, ids: Sequence[int] | None = None, *, demonstration: bool = True
) -> Iterator[Listing]:
    """Yield the published listings, whole, by id: all of them or those among ``ids``.

    Invented ones are left out where ``demonstration`` is false.
    """
    query = _published(select(Listing), demonstration).order_by(Listing.id)
    if ids is not None:
        query = query.where(Listing.id.in_(ids))
    yield from session.scalars(query.options(*_WHOLE).execution_options(yield_per=500))


def has_slug(session: Session, slug: str) -> bool:
    """Tell whether a listing has that slug."""
    return session.scalar(select(Listing.id).where(Listing.slug == slug)) is not None


def list_slugs(session: Session, prefix: str) -> set[str]:
    """Return the slugs in use that begin with ``prefix``."""
    return set(session.scalars(select(Listing.slug).where(Listing.slug.startswith(prefix))))


def has_listings(session: Session, *, demonstration: bool) -> bool:
    """Tell whether there is a listing of that kind, whatever its status."""
    query = select(Listing.id).where(Listing.demonstration == demonstration).limit(1)
    return session.scalar(query) is not None


def count_published(session: Session, *, demonstration: bool = True) -> int:
    """Return the number of published listings, with or without the invented ones."""
    query = _published(select(func.count()).select_from(Listing), demonstration)
    return session.scalar(query) or 0


def _published(query: Select[Row], demonstration: bool) -> Select[Row]:
    query = query.where(Listing.status == ListingStatus.PUBLIEE)
    return query if demonstration else query.where(Listing.demonstration.is_(False))
