"""The sites that surveys of coverage count: published, of some kinds, in a commune."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from portal.domain.listing import ListingKind, ListingStatus
from portal.store.listings import Listing
from portal.store.sites import Site


@dataclass(frozen=True, slots=True)
class Around:
    """Where sites are looked for: in départements, or at a position within bounds, in degrees."""

    departements: frozenset[str]
    south: float
    north: float
    west: float
    east: float


def list_placed_sites(
    session: Session,
    kinds: Collection[ListingKind],
    *,
    demonstration: bool,
    around: Around | None = None,
) -> Sequence[Site]:
    """Return the sites with a commune of published listings, by id, with what they share.

    Invented ones are left out where ``demonstration`` is false. Where ``around`` is given, those
    far from there may be left out too.
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
    if around is not None:
        # Overseas codes begin with the same two characters: a few more sites, which do no harm.
        beginnings = sorted({code[:2] for code in around.departements})
        query = query.where(
            or_(
                func.substr(Site.code_insee, 1, 2).in_(beginnings),
                and_(
                    Site.latitude.between(around.south, around.north),
                    Site.longitude.between(around.west, around.east),
                ),
            )
        )
    return session.scalars(query).all()
