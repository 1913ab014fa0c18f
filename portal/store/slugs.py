"""Former slugs: what a listing's address was, kept for ever so that old links go on working."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, Select, String, select
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
    """Return, for each slug that was left, the present one of the published listing it leads to.

    Left are the former slugs of listings, and every slug of one that was merged into another and
    archived; however many merges follow each other, the last listing is named at once. A listing
    that was reopened after a merge has its own slug again.
    """
    merged = dict(session.execute(_merged(Listing.id, Listing.merged_into_id)).all())
    left = [
        *session.execute(select(FormerSlug.slug, FormerSlug.listing_id)),
        *session.execute(_merged(Listing.slug, Listing.id)),
    ]
    ends = {slug: _end_of(listing_id, merged) for slug, listing_id in left}
    shown = _published_slugs(session)
    return {slug: shown[ends[slug]] for slug in sorted(ends) if ends[slug] in shown}


def _merged(*columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns of any type
    return select(*columns).where(
        Listing.status == ListingStatus.ARCHIVEE, Listing.merged_into_id.is_not(None)
    )


def _end_of(listing_id: int, merged: Mapping[int, int]) -> int:
    """Follow merges to the last listing; merges that go round in a circle end where they began."""
    passed = {listing_id}
    while (following := merged.get(listing_id)) is not None and following not in passed:
        listing_id = following
        passed.add(listing_id)
    return listing_id


def _published_slugs(session: Session) -> dict[int, str]:
    """Return the slugs of the published listings that other addresses may lead to."""
    led_to = Listing.id.in_(select(FormerSlug.listing_id)) | Listing.id.in_(
        _merged(Listing.merged_into_id)
    )
    query = select(Listing.id, Listing.slug).where(Listing.status == ListingStatus.PUBLIEE, led_to)
    return dict(session.execute(query).all())
