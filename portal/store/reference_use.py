"""Which listings speak the words of the vocabulary, or live by the holidays of a school zone."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, Text, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.domain.calendar.school import SchoolZone
from portal.domain.calendar.zones import codes_of
from portal.domain.vocabulary import Facet
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.sites import Site


def listings_using(facet: Facet, slug: str) -> Select[int]:
    """Return the query for the ids of the listings that use a term, whatever their status."""
    ids = select(Listing.id)
    if facet is Facet.TYPE:
        return ids.where(Listing.kind == slug)
    if facet is Facet.FRAIS:
        return ids.where(Listing.cost == slug)
    if facet is Facet.MODE:
        return ids.where(_names(Listing.modes, slug))
    if facet is Facet.STATUT_JURIDIQUE:
        return ids.join(Operator).where(Operator.legal_status == slug)
    offers = select(Offer.listing_id)
    if facet is Facet.THEME:
        return ids.where(Listing.id.in_(offers.where(Offer.theme == slug)))
    of_an_offer = Listing.id.in_(offers.where(_names(Offer.publics, slug)))
    return ids.where(or_(_names(Listing.publics, slug), of_an_offer))


def count_using(session: Session, facet: Facet, slug: str) -> int:
    """Return how many listings use a term, whatever their status."""
    used = listings_using(facet, slug).subquery()
    return session.scalar(select(func.count()).select_from(used)) or 0


def listings_in_zone(zone: SchoolZone) -> Select[int]:
    """Return the query for the ids of the listings that may receive people in a school zone."""
    codes = codes_of(zone)
    within = (Site.code_insee.startswith(code) for code in codes)
    serves = (_names(Site.departements, code) for code in codes)
    return select(Site.listing_id).where(or_(*within, *serves))


def _names(column: InstrumentedAttribute[tuple[str, ...]], slug: str) -> ColumnElement[bool]:
    """Tell whether a list, which is kept as JSON, names a slug."""
    return type_coerce(column, Text).contains(f'"{slug}"', autoescape=True)
