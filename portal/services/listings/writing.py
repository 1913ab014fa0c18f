"""Writing a content into the rows of a listing; rows that stay the same are left alone."""

from __future__ import annotations

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.listings.content import ListingContent, SiteContent
from portal.services.listings.operators import write_operator
from portal.services.listings.reading import PLAIN, SITE_PLAIN, content_of
from portal.store.contacts import Contact
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.sites import ExceptionalHoursRow, Site


def write_content(session: Session, listing: Listing, content: ListingContent, by: Actor) -> None:
    """Make the rows of a listing say what ``content`` says, inside the caller's transaction.

    A site keeps its id, which addresses and other software rely on.
    """
    before = content_of(listing)
    for name in PLAIN:
        _set(listing, name, getattr(content, name))
    write_operator(session, listing, content.operator, by)
    if before.contacts != content.contacts:
        listing.contacts = [
            Contact(kind=c.kind, value=c.value, label=c.label, is_public=c.is_public, position=rank)
            for rank, c in enumerate(content.contacts)
        ]
    if before.offers != content.offers:
        _write_offers(listing, content)
    _write_sites(listing, content)


def _write_offers(listing: Listing, content: ListingContent) -> None:
    known = {offer.theme: offer for offer in listing.offers}
    kept = []
    for rank, wanted in enumerate(content.offers):
        offer = known.get(wanted.theme) or Offer(theme=wanted.theme)
        for name in ("publics", "details", "partner", "schedule"):
            _set(offer, name, getattr(wanted, name))
        _set(offer, "position", rank)
        kept.append(offer)
    listing.offers = kept


def _write_sites(listing: Listing, content: ListingContent) -> None:
    known = {site.id: site for site in listing.sites}
    kept = []
    for rank, wanted in enumerate(content.sites):
        # A site that was deleted since comes back under its own id: others point to it.
        site = (wanted.id and known.get(wanted.id)) or Site(id=wanted.id)
        for name in SITE_PLAIN:
            _set(site, name, getattr(wanted, name))
        _set(site, "position", rank)
        _write_exceptions(site, wanted)
        kept.append(site)
    if kept != listing.sites:
        listing.sites = kept


def _write_exceptions(site: Site, wanted: SiteContent) -> None:
    known = [(e.starts_on, e.ends_on, e.hours, e.reason) for e in site.exceptional_hours]
    rows = [(e.starts_on, e.ends_on, e.hours, e.reason) for e in wanted.exceptions]
    if known != sorted(rows, key=lambda row: row[0]):
        site.exceptional_hours = [
            ExceptionalHoursRow(starts_on=start, ends_on=end, hours=hours, reason=reason)
            for start, end, hours, reason in rows
        ]


def _set(row: object, name: str, value: object) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)
