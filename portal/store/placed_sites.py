"""The sites that surveys of coverage count: published, of some kinds, in a commune."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload

from portal.domain.listing import ListingKind, ListingStatus
from portal.store.listings import Listing
from portal.store.sites import Site


def list_placed_sites(
    session: Session, kinds: Collection[ListingKind], *, demonstration: bool
) -> Sequence[Site]:
    """Return the sites with a commune of published listings, by id, with what they share.

    Invented ones are left out where ``demonstration`` is false.
    """
    query = (
        select(Site)
        .join(Site.listing)
        .where(
            Listing.status == ListingStatus.PUBLIEE,
            Listing.kind.in_(kinds),
            Site.code_insee.is_not(None),
        )
        .options(contains_eager(Site.listing), selectinload(Site.exceptional_hours))
        .order_by(Site.id)
    )
    if not demonstration:
        query = query.where(Listing.demonstration.is_(False))
    return session.scalars(query).all()
