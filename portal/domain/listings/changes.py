"""What differs between two contents of a listing, in words; and putting three of them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.domain.history import FieldChange
from portal.domain.labels import LabelledEnum
from portal.domain.listings.content import (
    ContactContent,
    ExceptionContent,
    ListingContent,
    OfferContent,
    OperatorContent,
    SiteContent,
)
from portal.domain.listings.paths import differing, flat, label, site_keys, site_of, take

Words = Callable[[str], str]
"""Gives the French label of a slug; what it does not know, it gives back."""


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs, with its path for whoever chooses, and its words for who reads."""

    path: str
    words: FieldChange


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part that two people changed in two ways since ``base``."""

    path: str
    label: str
    base: str
    mine: str
    theirs: str


def changes(before: ListingContent, after: ListingContent, words: Words = str) -> list[Change]:
    """Return every part that differs, in the order in which listings are shown."""
    return [
        Change(path, FieldChange(_label(path, before, after), *_told(path, before, after, words)))
        for path in differing(before, after)
    ]


def field_changes(
    before: ListingContent, after: ListingContent, words: Words = str
) -> list[FieldChange]:
    """Return the words of every part that differs, as history keeps them."""
    return [change.words for change in changes(before, after, words)]


def three_way(
    base: ListingContent, mine: ListingContent, theirs: ListingContent, words: Words = str
) -> tuple[ListingContent, list[Conflict]]:
    """Put two people's changes of one listing together.

    Returns ``theirs`` with every part that only ``mine`` changed, and the parts that both changed
    differently, which stay as theirs until somebody chooses.
    """
    ours, others = set(differing(base, mine)), set(differing(base, theirs))
    apart = set(differing(mine, theirs))
    # What one changed in an address that the other took away is about the whole address.
    mine_first = dict.fromkeys(_whole(path, apart) for path in differing(base, mine))
    disputed = [path for path in mine_first if path in apart and _touched(path, others)]
    merged = take(theirs, mine, ours - set(disputed))
    return merged, [
        Conflict(
            path,
            _label(path, mine, theirs),
            show(_part(base, path), words),
            show(_part(mine, path), words),
            show(_part(theirs, path), words),
        )
        for path in disputed
    ]


def show(value: object, words: Words = str) -> str:  # noqa: PLR0911 - one for each kind
    """Return a part of a listing as people read it; what is empty is ""."""
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case LabelledEnum():
            return value.label
        case str():
            return words(value) if value else ""
        case date():
            return value.strftime("%d/%m/%Y")
        case tuple():
            return " ; ".join(show(item, words) for item in value)
        case _:
            return _show_part(value, words)


def _show_part(value: object, words: Words) -> str:
    match value:
        case OperatorContent():
            status = value.legal_status.label if value.legal_status else ""
            return _join(value.name, status, value.siret)
        case ContactContent():
            hidden = "" if value.is_public else "pas publié"
            return f"{value.kind.label} : {_join(value.value, value.label, hidden)}"
        case OfferContent():
            publics = show(value.publics, words)
            return _join(words(value.theme), publics, value.details, value.partner, value.schedule)
        case ExceptionContent():
            days = f"du {show(value.starts_on)} au {show(value.ends_on)}"
            return _join(days, value.hours or "fermé", value.reason)
        case SiteContent():
            place = _join(value.stop, value.address, value.postal_code, value.commune)
            return _join(place, value.hours)
        case _:
            return str(value)


def _told(
    path: str, before: ListingContent, after: ListingContent, words: Words
) -> tuple[str, str]:
    return show(_part(before, path), words), show(_part(after, path), words)


def _part(content: ListingContent, path: str) -> object:
    sites = site_keys(content)
    return sites[path] if path in sites else flat(content).get(path)


def _label(path: str, before: ListingContent, after: ListingContent) -> str:
    return label(path, before if site_of(path) in site_keys(before) else after)


def _whole(path: str, apart: set[str]) -> str:
    site = site_of(path)
    return site if site in apart else path


def _touched(path: str, others: set[str]) -> bool:
    """Tell whether somebody else changed the same part, the site that it is in, or part of it."""
    return any(
        path == other or path.startswith(f"{other}:") or other.startswith(f"{path}:")
        for other in others
    )


def _join(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
