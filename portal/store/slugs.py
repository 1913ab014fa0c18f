"""Former slugs: what a listing's address was, kept for ever so that old links go on working."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.listing import ListingStatus
from portal.store.db import Model
from portal.store.listings import Listing


class FormerSlug(Model):
    """A slug that a listing had; no other listing ever gets it.

    It names the listing and not a slug, so that old addresses lead to the newest one in one step. A
    listing that has a history is archived, not deleted: the database refuses it.
    """

    __tablename__ = "former_slug"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)


def find_former_slug(session: Session, slug: str) -> FormerSlug | None:
    """Return the former slug of that name, if a listing had it."""
    return session.scalar(select(FormerSlug).where(FormerSlug.slug == slug))


def list_former_slugs(session: Session, prefix: str) -> set[str]:
    """Return the former slugs that begin with ``prefix``."""
    return set(session.scalars(select(FormerSlug.slug).where(FormerSlug.slug.startswith(prefix))))


def map_former_slugs(session: Session) -> dict[str, str]:
    """Return the present slug for each former one of the published listings."""
    query = (
        select(FormerSlug.slug, Listing.slug)
        .join(Listing, Listing.id == FormerSlug.listing_id)
        .where(Listing.status == ListingStatus.PUBLIEE)
        .order_by(FormerSlug.slug)
    )
    return {former: present for former, present in session.execute(query)}  # noqa: C416 - rows
