"""Taking what was proposed for a listing: change by change, as it is or with another text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.domain.listings.contact_changes import Contacts, by_path, exchanged, stands_for
from portal.domain.listings.content import ContactContent, ListingContent
from portal.domain.listings.paths import site_keys, site_of, take
from portal.domain.listings.proposing import text_of, visible
from portal.domain.listings.stops import settled

_NEVER_NONE = frozenset({"name", "stop"})
"""Texts that are "" where they say nothing."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What an agent takes of a proposal, and ``texts`` that are other ones than those proposed."""

    paths: Collection[str]
    texts: Mapping[str, str]


def with_proposed(
    current: ListingContent, seen: ListingContent, wanted: ListingContent, taking: Taking
) -> ListingContent:
    """Return the listing with these changes taken; what staff keep to themselves stays."""
    public = visible(current)
    taken = take(public, _corrected(wanted, taking.texts), taking.paths)
    contacts = _contacts(taken.contacts, seen.contacts, wanted.contacts, taking)
    hidden = tuple(contact for contact in current.contacts if not contact.is_public)
    return replace(
        taken,
        staff_note=current.staff_note,
        review_months=current.review_months,
        contacts=current.contacts if contacts == public.contacts else contacts + hidden,
        sites=settled(taken.sites, current.sites),
    )


def _contacts(
    now: tuple[ContactContent, ...], seen: Contacts, wanted: Contacts, taking: Taking
) -> tuple[ContactContent, ...]:
    """Return the contacts with those taken, in the order that is proposed once all are the same."""
    found = now
    for path, change in by_path(seen, wanted):
        if path in taking.paths:
            old = change.before and stands_for(change.before, seen, now)
            found = exchanged(found, old, _said(change.after, taking.texts.get(path)))
    return tuple(wanted) if Counter(found) == Counter(wanted) else found


def _said(contact: ContactContent | None, text: str | None) -> ContactContent | None:
    return replace(contact, value=text) if contact and text else contact


def _corrected(content: ListingContent, texts: Mapping[str, str]) -> ListingContent:
    """Return a content with other texts; those of contacts are left to who takes them."""
    fields: dict[str, Any] = {}
    of_sites: dict[str, dict[str, Any]] = {key: {} for key in site_keys(content)}
    for path, text in texts.items():
        if text_of(content, path) is None:
            continue
        name = path.rsplit(":", 1)[-1]
        said = text or ("" if name in _NEVER_NONE else None)
        of_sites.get(site_of(path), fields)[name] = said
    sites = [replace(site, **of_sites[key]) for key, site in site_keys(content).items()]
    return replace(content, **fields, sites=tuple(sites))
