"""What a managing body sees of its listing, what it may change, and what came of it since.

Staff keep some things to themselves: their note, how often they look again, and the contacts that
are not published. A proposal neither shows nor changes them, whatever was sent.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from portal.domain.freshness import DEFAULT_REVIEW_MONTHS
from portal.domain.listings.changes import Words, changes, three_way
from portal.domain.listings.content import ListingContent
from portal.domain.listings.paths import take
from portal.domain.listings.stops import settled


@dataclass(frozen=True, slots=True)
class OfferedChange:
    """One change of a proposal: what its author saw, what they propose, what the listing says now.

    ``now`` is None where the listing still says what they saw. Taking a change that is not
    ``open`` would do nothing: the listing says so already, or the address is gone.
    """

    path: str
    label: str
    seen: str
    proposed: str
    now: str | None
    open: bool


def visible(content: ListingContent) -> ListingContent:
    """Return a listing without what staff keep to themselves."""
    return replace(
        content,
        staff_note=None,
        review_months=DEFAULT_REVIEW_MONTHS,
        contacts=tuple(contact for contact in content.contacts if contact.is_public),
    )


def proposed(seen: ListingContent, sent: ListingContent) -> ListingContent:
    """Return what may be proposed of what was sent, by somebody who saw ``seen``.

    Every contact is a published one. A site keeps its id where ``seen`` has it; any other id is
    nobody's business, and the site counts as a new one.
    """
    contacts = tuple(replace(contact, is_public=True) for contact in sent.contacts)
    sites = settled(sent.sites, seen.sites)
    return visible(replace(sent, contacts=contacts, sites=sites))


def offered_changes(
    seen: ListingContent, wanted: ListingContent, current: ListingContent, words: Words = str
) -> list[OfferedChange]:
    """Return each change from ``seen`` to ``wanted``, beside what the listing says now."""
    now = visible(current)
    _, conflicts = three_way(seen, wanted, now, words)
    disputed = {conflict.path: conflict.theirs for conflict in conflicts}
    return [
        OfferedChange(
            path=change.path,
            label=change.words.field,
            seen=change.words.before,
            proposed=change.words.after,
            now=disputed.get(change.path),
            open=take(now, wanted, [change.path]) != now,
        )
        for change in changes(seen, wanted, words)
    ]


def with_proposed(
    current: ListingContent, wanted: ListingContent, paths: Collection[str]
) -> ListingContent:
    """Return the listing with these changes taken; what staff keep to themselves stays."""
    public = visible(current)
    taken = take(public, wanted, paths)
    hidden = tuple(contact for contact in current.contacts if not contact.is_public)
    kept = taken.contacts == public.contacts
    return replace(
        taken,
        staff_note=current.staff_note,
        review_months=current.review_months,
        contacts=current.contacts if kept else taken.contacts + hidden,
        sites=settled(taken.sites, current.sites),
    )
