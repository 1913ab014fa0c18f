"""Creating, editing and publishing listings: each act whole, with its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange
from portal.domain.listing import ListingStatus
from portal.domain.listings.changes import Words, field_changes
from portal.domain.listings.content import ListingContent, as_json
from portal.domain.listings.workflow import ACTS, TRANSITIONS, lacks, loses
from portal.services.audit import record_all
from portal.services.listings.operators import refusal_of
from portal.services.listings.reading import content_of, subject_of
from portal.services.listings.writing import write_content
from portal.services.slugs import make_slug
from portal.store.audit import ListingVersion, find_version
from portal.store.db import transaction
from portal.store.dossiers import list_with_open_files
from portal.store.listings import Listing, get_reached
from portal.store.vocabulary import load_vocabulary

KIND_IS_HELD = "cette fiche a un dossier de financement en cours, son type ne peut pas changer"
"""Why the type of a listing stays as it is."""


class StaleError(Exception):
    """Somebody else saved the listing since it was read; ``current`` is what it says now."""

    def __init__(self, current: ListingContent, version: int) -> None:
        super().__init__("the listing was saved by somebody else")
        self.current = current
        self.version = version


class RefusedError(ValueError):
    """What is asked cannot be done; the French message says why.

    ``about`` is the field of a listing's content that it is about, "" where it is about the whole.
    """

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.about = about


class StatusChangedError(RefusedError):
    """Somebody else took the listing to another status since it was read."""


def create_listing(
    content: ListingContent, caf_id: int | None, by: Actor, now: datetime
) -> Listing:
    """Save a new listing as a draft of that Caf; ``RefusedError`` out of the actor's reach."""
    if not by.reaches(caf_id):
        raise RefusedError("Caf : choisissez une Caf à laquelle vous êtes rattaché.")
    with transaction() as session:
        commune = next((site.commune for site in content.sites if site.commune), None)
        slug = make_slug(session, content.name, commune)
        # Under a name of its own from the start, so that exports and imports know it.
        external_id = f"fiche-{uuid4().hex[:12]}"
        listing = Listing(slug=slug, external_id=external_id, caf_id=caf_id, created_at=now)
        listing.version = 1
        session.add(listing)
        with session.no_autoflush:
            write_content(session, listing, content, by)
        keep_history(session, listing, by, Act.LISTING_CREATED, now)
        return listing


def edit_listing(
    listing_id: int,
    content: ListingContent,
    seen_version: int,
    by: Actor,
    now: datetime,
    seen: ListingContent | None = None,
) -> Listing:
    """Save a content over the version that was seen.

    A managing body may be told more of, from another listing, without a new version of this one:
    ``seen`` is what a page showed, where there was a page. Raises ``NotFoundError`` out of the
    actor's reach, ``StaleError`` when somebody saved since, ``RefusedError``. Nothing is written
    where nothing changed.
    """
    with transaction() as session:
        listing = get_reached(session, listing_id, by)
        current = content_of(listing)
        if listing.version != seen_version:
            raise StaleError(current, listing.version)
        if seen is not None and seen.operator != current.operator:
            if content.operator not in (seen.operator, current.operator):
                raise StaleError(current, listing.version)
            content = replace(content, operator=current.operator)
        change_content(session, listing, content, by, Act.LISTING_EDITED, now)
        return listing


def change_status(
    listing_id: int,
    wanted: ListingStatus,
    by: Actor,
    now: datetime,
    seen: ListingStatus | None = None,
) -> Listing:
    """Take a listing to another status, from the one that was seen where somebody looked.

    Raises ``NotFoundError``, ``RefusedError``, ``StatusChangedError``.
    """
    with transaction() as session:
        listing = get_reached(session, listing_id, by)
        if seen not in (None, listing.status):
            raise StatusChangedError(
                f"Statut : depuis que vous avez ouvert cette page, la fiche est passée à "
                f"«{listing.status.label}». Relisez-la, puis choisissez de nouveau."
            )
        set_status(session, listing, wanted, by, now)
        return listing


def set_status(
    session: Session,
    listing: Listing,
    wanted: ListingStatus,
    by: Actor,
    now: datetime,
    detail: str = "",
) -> None:
    """Take a listing to another status inside the caller's transaction. ``RefusedError``."""
    if wanted not in TRANSITIONS[listing.status]:
        raise RefusedError(
            f"Statut : une fiche {listing.status.label.lower()} ne peut pas devenir "
            f"{wanted.label.lower()}."
        )
    missing = lacks(content_of(listing)) if wanted is ListingStatus.PUBLIEE else []
    if missing:
        raise RefusedError(f"Pour publier cette fiche, il manque {' ; '.join(missing)}.")
    before, listing.status = listing.status, wanted
    if wanted is ListingStatus.BROUILLON:
        # Taken up again, it is a place of its own once more.
        listing.merged_into_id = None
    change = FieldChange("Statut", before.label, wanted.label)
    keep_history(session, listing, by, ACTS[wanted], now, [change], detail)


def change_content(
    session: Session,
    listing: Listing,
    content: ListingContent,
    by: Actor,
    act: Act,
    now: datetime,
    detail: str = "",
) -> bool:
    """Write a content and its history inside the caller's transaction; tell if anything changed.

    Raises ``RefusedError``.
    """
    before = content_of(listing)
    if before == content:
        return False
    _refuse(session, listing, before, content, by)
    words = words_of(session)
    if find_version(session, listing.id, listing.version) is None:
        # What an import brought has no history yet: this is what a restore goes back to.
        session.add(version_of(listing, None))
    with session.no_autoflush:
        write_content(session, listing, content, by)
        told = field_changes(before, content_of(listing), words)
    keep_history(session, listing, by, act, now, told, detail)
    return True


def _refuse(
    session: Session, listing: Listing, before: ListingContent, content: ListingContent, by: Actor
) -> None:
    """Refuse what would harm a funding file, a managing body, or people who look for the place.

    While a funding file is open the type stays: the rules that it is judged by are those of it.
    """
    if before.kind is not content.kind and list_with_open_files(session, [listing.id]):
        raise RefusedError(f"Type : {KIND_IS_HELD}.", about="kind")
    borrowed = refusal_of(session, listing, content.operator, by)
    if borrowed:
        raise RefusedError(borrowed, about="operator")
    lost = loses(before, content) if listing.status is ListingStatus.PUBLIEE else []
    if lost:
        raise RefusedError(
            f"Cette fiche est publiée et il lui manquerait {' ; '.join(lost)}. "
            "Complétez-la, ou suspendez-la d’abord."
        )


def keep_history(
    session: Session,
    listing: Listing,
    by: Actor,
    act: Act,
    now: datetime,
    changes: list[FieldChange] | None = None,
    detail: str = "",
) -> None:
    """Record an act done to a listing, with the listing as it is after it, under a new version."""
    keep_histories(session, [(listing, changes or ())], by, act, now, detail)


def keep_histories(
    session: Session,
    done: Sequence[tuple[Listing, Iterable[FieldChange]]],
    by: Actor,
    act: Act,
    now: datetime,
    detail: str = "",
) -> None:
    """Do as ``keep_history`` for many listings, written together: it is what takes time."""
    for listing, _changes in done:
        listing.updated_at = now
        if inspect(listing).persistent:
            # Sites or contacts may be all that changed: the version counts those edits too.
            flag_modified(listing, "updated_at")
    session.flush()
    told = [(subject_of(listing), changes) for listing, changes in done]
    events = record_all(session, by, act, told, now, detail)
    made = zip(done, events, strict=True)
    session.add_all(version_of(listing, event.id) for (listing, _changes), event in made)


def version_of(listing: Listing, event_id: int | None) -> ListingVersion:
    """Return a listing as it is, to be kept as the version that an event made."""
    content = as_json(content_of(listing))
    return ListingVersion(
        listing_id=listing.id, number=listing.version, event_id=event_id, content=content
    )


def words_of(session: Session) -> Words:
    """Return the French labels of every slug of the vocabulary."""
    labels = {term.slug: term.label for term in load_vocabulary(session).terms}

    def found(slug: str) -> str:
        return labels.get(slug, slug)

    return found
