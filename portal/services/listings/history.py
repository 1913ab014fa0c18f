"""The history of one listing, and going back to what it said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange, SubjectKind
from portal.domain.listings.changes import field_changes
from portal.domain.listings.content import ListingContent, SiteContent, from_json
from portal.domain.listings.stops import settled
from portal.services.audit import changes_of
from portal.services.listings.editing import StaleError, change_content, words_of
from portal.services.listings.operators import as_it_is
from portal.services.listings.reading import content_of
from portal.store.audit import find_version, list_events_of, list_version_numbers
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing, get_reached
from portal.store.sites import Site


@dataclass(frozen=True, slots=True)
class Entry:
    """One act; ``version`` is the number of the listing after it, None where it made none."""

    at: datetime
    sentence: str
    changes: Sequence[FieldChange]
    version: int | None


@dataclass(frozen=True, slots=True)
class History:
    """The acts on a listing, the newest first.

    ``first_version`` is the number of what was there before them, None where that is not kept.
    """

    listing: Listing
    entries: Sequence[Entry]
    first_version: int | None


@dataclass(frozen=True, slots=True)
class Restoration:
    """What going back to a version would change in the listing as it is now.

    ``keeps_operator`` where the version says something else of a managing body, which stays.
    """

    listing: Listing
    number: int
    changes: Sequence[FieldChange]
    keeps_operator: bool


def history_of(listing_id: int, by: Actor) -> History:
    """Return the history of a listing; ``NotFoundError`` out of reach.

    Acts from a time when it was another Caf's are left out.
    """
    session = db.session()
    listing = get_reached(session, listing_id, by)
    numbers = list_version_numbers(session, listing_id)
    entries = [
        Entry(event.at, event.sentence, changes_of(event), numbers.get(event.id))
        for event in list_events_of(session, SubjectKind.LISTING, listing_id)
        if by.reaches(event.caf_id, listing.operator_id)
    ]
    return History(listing, entries, numbers.get(None))


def plan_restoration(listing_id: int, number: int, by: Actor) -> Restoration:
    """Return what a restore would change. Raises ``NotFoundError``."""
    session = db.session()
    listing = get_reached(session, listing_id, by)
    content = _content(session, listing_id, number)
    operator = as_it_is(session, listing, content.operator)
    wanted = replace(content, operator=operator)
    told = field_changes(content_of(listing), wanted, words_of(session))
    return Restoration(listing, number, told, operator != content.operator)


def restore_version(
    listing_id: int, number: int, seen_version: int, by: Actor, now: datetime
) -> Listing:
    """Give a listing back the content of a version, over the version that was seen.

    A managing body stays what it is today: others rely on its name and its Siret. Raises
    ``NotFoundError``, ``StaleError`` when somebody saved since, ``RefusedError``.
    """
    with transaction() as session:
        listing = get_reached(session, listing_id, by)
        if listing.version != seen_version:
            raise StaleError(content_of(listing), listing.version)
        content, detail = _content(session, listing_id, number), f"version {number}"
        content = replace(
            content,
            sites=_sites(session, content, listing),
            operator=as_it_is(session, listing, content.operator),
        )
        change_content(session, listing, content, by, Act.LISTING_RESTORED, now, detail)
        return listing


def _sites(session: Session, wanted: ListingContent, listing: Listing) -> tuple[SiteContent, ...]:
    """Return the sites of a version under ids that are free or the listing's own.

    Stops may have swapped their names since; a site that is gone takes its id back, unless the
    database gave it to another place.
    """
    kept = settled(wanted.sites, content_of(listing).sites)
    free = {s.id for s in wanted.sites if s.id is not None and session.get(Site, s.id) is None}
    return tuple(
        replace(site, id=before.id) if site.id is None and before.id in free else site
        for site, before in zip(kept, wanted.sites, strict=True)
    )


def _content(session: Session, listing_id: int, number: int) -> ListingContent:
    version = find_version(session, listing_id, number)
    if version is None:
        raise NotFoundError(f"listing {listing_id} has no version {number}")
    return from_json(version.content)
