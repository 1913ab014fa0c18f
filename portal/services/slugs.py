"""Slugs: the readable end of a listing's address, unique, and kept when it changes."""

from __future__ import annotations

import re
from itertools import count

from sqlalchemy.orm import Session

from portal.services.directory import Directory
from portal.services.projection.meta import FORMER_SLUGS
from portal.services.search import find_listing
from portal.store.listings import Listing, has_slug, list_slugs
from portal.store.slugs import FormerSlug, find_former_slug, list_former_slugs
from search_index.text import fold

_LONGEST = 100
_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class SlugRefusedError(ValueError):
    """The slug is another listing's, was another listing's, or has not the shape of a slug."""


def make_slug(session: Session, name: str, commune: str | None) -> str:
    """Return a slug that no listing has or had, from the name and, if it lacks it, the commune.

    What the session holds but has not written yet counts as well.
    """
    words = fold(name)
    place = fold(commune or "")
    if f" {place} " not in f" {words} ":
        words = f"{words} {place}"
    base = words.replace(" ", "-")[:_LONGEST].strip("-") or "lieu"
    pending = {thing.slug for thing in session.new if isinstance(thing, Listing | FormerSlug)}
    if base not in pending and not has_slug(session, base) and not find_former_slug(session, base):
        return base
    prefix = f"{base}-"
    taken = pending | list_slugs(session, prefix) | list_former_slugs(session, prefix)
    return next(s for n in count(2) if (s := f"{base}-{n}") not in taken)


def rename_slug(session: Session, listing: Listing, slug: str) -> None:
    """Give a listing another slug, inside the caller's transaction; its former one is kept.

    A listing may take back a slug that it had. Raises ``SlugRefusedError``.
    """
    if slug == listing.slug:
        return
    former = find_former_slug(session, slug)
    taken = has_slug(session, slug) or (former is not None and former.listing_id != listing.id)
    if taken or len(slug) > _LONGEST or not _SHAPE.fullmatch(slug):
        raise SlugRefusedError(f"{slug!r} cannot be the slug of listing {listing.id}")
    if former is not None:
        session.delete(former)
    session.add(FormerSlug(slug=listing.slug, listing_id=listing.id))
    listing.slug = slug


def find_present_slug(directory: Directory, former: str) -> str | None:
    """Return the slug of the listing that had this one before, if it is shown; asks the index."""
    present: str | None = directory.index.meta.get(FORMER_SLUGS, {}).get(former)
    return present if present and find_listing(directory, present) else None
