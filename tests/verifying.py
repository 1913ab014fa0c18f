"""Verifying for tests: by who saw what the listing says, unless told otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from portal.domain.access import Actor
from portal.domain.freshness import FieldGroup, Means
from portal.domain.listings.grouped import Digests, digests_of
from portal.domain.listings.proposing import visible
from portal.services.listings import verifying
from portal.services.listings.reading import content_of
from portal.store.db import db
from portal.store.listings import Listing


def seen_of(listing_id: int) -> Digests:
    """Return what an agent sees of a listing now."""
    return digests_of(content_of(db.session().get_one(Listing, listing_id)))


def seen_by_link(listing: Listing) -> Digests:
    """Return what a managing body sees of a listing now."""
    return digests_of(visible(content_of(listing)))


def verify(
    listing_id: int,
    groups: Iterable[FieldGroup],
    means: Means,
    by: Actor,
    now: datetime,
    seen: Digests | None = None,
) -> None:
    """Verify a listing as it is, or as it was seen."""
    verifying.verify(listing_id, tuple(groups), means, by, now, seen or seen_of(listing_id))
