"""What people read who tried too often, and the answer that tells programs when to come back."""

from __future__ import annotations

from math import ceil

from portal.services.throttling import TooManyError
from portal.web.admin.guard import now

Refusal = tuple[str, int, dict[str, str]]


def too_many_words(refusal: TooManyError) -> str:
    """Return how long to wait, in French."""
    minutes = max(1, ceil(_seconds(refusal) / 60))
    if minutes < 90:
        delay = f"{minutes} minute{'s' if minutes > 1 else ''}"
    else:
        delay = f"{ceil(minutes / 60)} heures"
    return f"Trop d’essais en peu de temps. Attendez {delay}, puis recommencez."


def too_many(refusal: TooManyError, page: str) -> Refusal:
    """Return a page as the answer to one attempt too many."""
    return page, 429, {"Retry-After": f"{_seconds(refusal):.0f}"}


def _seconds(refusal: TooManyError) -> float:
    return (refusal.until - now()).total_seconds()
