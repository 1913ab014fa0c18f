"""A listing as the index would give it back, though the public does not see it, or not yet."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.listings.content import ListingContent
from portal.domain.territory import Territory
from portal.services.dossiers.funded import funded_listings
from portal.services.listings.writing import write_content
from portal.services.projection.documents import DocumentMaker
from portal.store.db import transaction
from portal.store.listings import Listing, get_reached
from portal.store.vocabulary import load_vocabulary
from search_index.stored import StoredListing

_UNSAVED = "-apercu-"
"""What no listing is called, since names never begin with a hyphen."""


def preview_saved(
    session: Session, listing_id: int, by: Actor, territory: Territory
) -> StoredListing:
    """Return a listing as it is saved, whatever its status. Raises ``NotFoundError``."""
    return _stored(session, get_reached(session, listing_id, by), territory)


def preview_typed(
    content: ListingContent, listing_id: int | None, by: Actor, territory: Territory
) -> StoredListing:
    """Return what a content would become; it is written and taken back. ``NotFoundError``."""
    with transaction(keep=False) as session:
        if listing_id is None:
            listing = Listing(slug=_UNSAVED)
            session.add(listing)
        else:
            listing = get_reached(session, listing_id, by)
        with session.no_autoflush:
            write_content(session, listing, content, by)
        session.flush()
        return _stored(session, listing, territory)


def _stored(session: Session, listing: Listing, territory: Territory) -> StoredListing:
    maker = DocumentMaker(load_vocabulary(session), territory, funded_listings(session))
    document = maker.document(listing)
    return StoredListing(
        listing_id=document.listing_id,
        slug=document.slug,
        version=document.digest,
        # Through JSON, as what the index gives back.
        facts=json.loads(json.dumps(document.facts)),
        site_ids=tuple(site.site_id for site in document.sites),
        sites=tuple(json.loads(json.dumps(site.facts)) for site in document.sites),
    )
