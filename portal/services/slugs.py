"""Slugs: the readable end of a listing's address, unique and made once."""

from __future__ import annotations

from itertools import count

from sqlalchemy.orm import Session

from portal.store.listings import Listing, has_slug, list_slugs
from search_index.text import fold

_LONGEST = 100


def make_slug(session: Session, name: str, commune: str | None) -> str:
    """Return a slug that no listing has, from the name and, where the name lacks it, the commune.

    What the session holds but has not written yet counts as well.
    """
    words = fold(name)
    place = fold(commune or "")
    if f" {place} " not in f" {words} ":
        words = f"{words} {place}"
    base = words.replace(" ", "-")[:_LONGEST].strip("-") or "lieu"
    pending = {thing.slug for thing in session.new if isinstance(thing, Listing)}
    if base not in pending and not has_slug(session, base):
        return base
    taken = pending | list_slugs(session, f"{base}-")
    return next(s for n in count(2) if (s := f"{base}-{n}") not in taken)
