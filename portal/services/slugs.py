"""Slugs: the readable end of a listing's address, unique and made once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from portal.store.listings import list_slugs
from search_index.text import fold

_LONGEST = 100


def make_slug(session: Session, name: str, commune: str | None) -> str:
    """Return a slug that no listing has, from the name and, where the name lacks it, the commune.

    What the session holds but has not written yet counts as well.
    """
    words = fold(name).split()
    place = fold(commune or "").split()
    if place and " ".join(place) not in " ".join(words):
        words += place
    base = "-".join(words)[:_LONGEST].strip("-") or "lieu"
    session.flush()
    taken = list_slugs(session, base)
    if base not in taken:
        return base
    return next(s for n in range(2, len(taken) + 3) if (s := f"{base}-{n}") not in taken)
