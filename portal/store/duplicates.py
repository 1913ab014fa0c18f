"""What tells two listings of one place: the facts of many listings at once, without their rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, false, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.listing import ContactKind, ListingStatus
from portal.store.contacts import Contact
from portal.store.listings import Listing, within_reach
from portal.store.operators import Operator
from portal.store.sites import Site

Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Clues:
    """What a listing must share with another to be worth comparing: one of these is enough.

    ``phones`` are the last digits of numbers, ``rectangles`` south, west, north, east in degrees.
    """

    phones: tuple[str, ...] = ()
    siret: str | None = None
    communes: tuple[str, ...] = ()
    rectangles: tuple[tuple[float, float, float, float], ...] = ()


def list_seen(session: Session, by: Actor, clues: Clues | None = None) -> Rows:
    """Return the listings that an actor may know of: those within reach, and all published ones.

    Archived ones are left out; with ``clues``, also those that share nothing. Each row ends with
    whether the listing is within reach.
    """
    reached = Listing.id.in_(within_reach(select(Listing.id), by))
    query = (
        select(
            Listing.id,
            Listing.kind,
            Listing.name,
            Listing.local_name,
            Listing.slug,
            Listing.status,
            Listing.caf_id,
            Operator.siret,
            reached,
        )
        .outerjoin(Operator, Operator.id == Listing.operator_id)
        .where(Listing.status != ListingStatus.ARCHIVEE)
        .where(or_(reached, Listing.status == ListingStatus.PUBLIEE))
        .order_by(Listing.id)
    )
    if clues is not None:
        query = query.where(_shares(clues))
    return session.execute(query).all()


def _shares(clues: Clues) -> ColumnElement[bool]:
    digits = func.replace(func.replace(func.replace(Contact.value, " ", ""), ".", ""), "-", "")
    numbers = or_(false(), *(digits.endswith(phone) for phone in clues.phones))
    places = or_(
        Site.code_insee.in_(clues.communes),
        *(
            Site.latitude.between(south, north) & Site.longitude.between(west, east)
            for south, west, north, east in clues.rectangles
        ),
    )
    return or_(
        Listing.id.in_(select(Contact.listing_id).where(numbers)),
        Listing.id.in_(select(Site.listing_id).where(places)),
        Operator.siret == clues.siret if clues.siret else false(),
    )


def list_phones(session: Session, ids: Collection[int] | None = None) -> Rows:
    """Return telephone numbers of listings, or those among ``ids``: listing, number, if public."""
    query = select(Contact.listing_id, Contact.value, Contact.is_public)
    query = query.where(Contact.kind == ContactKind.TELEPHONE)
    if ids is not None:
        query = query.where(Contact.listing_id.in_(ids))
    return session.execute(query).all()


def list_places(session: Session, ids: Collection[int] | None = None) -> Rows:
    """Return where listings are, or those among ``ids``: listing, commune, INSEE code, position."""
    columns = Site.listing_id, Site.commune, Site.code_insee, Site.latitude, Site.longitude
    query = select(*columns).order_by(Site.id)
    if ids is not None:
        query = query.where(Site.listing_id.in_(ids))
    return session.execute(query).all()
