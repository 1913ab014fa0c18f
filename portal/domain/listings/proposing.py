"""What a managing body sees of its listing, what it may change, and what came of it since.

Staff keep some things to themselves: their note, how often they look again, and the contacts that
are not published. A proposal neither shows nor changes them, whatever was sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.domain.freshness import DEFAULT_REVIEW_MONTHS
from portal.domain.listing import ContactKind
from portal.domain.listings.changes import Words, changes, show, three_way
from portal.domain.listings.contact_changes import (
    ContactChange,
    Contacts,
    by_path,
    exchanged,
    stands_for,
)
from portal.domain.listings.content import ListingContent
from portal.domain.listings.paths import flat, take
from portal.domain.listings.stops import settled

TEXTS = frozenset(
    {
        "name",
        "local_name",
        "description",
        "cost_details",
        "accessibility",
        "stop",
        "address",
        "address_extra",
        "directions",
        "hours",
        "hours_note",
    }
)
"""The fields that an agent may correct before taking them; so may be what a contact says."""


@dataclass(frozen=True, slots=True)
class OfferedChange:
    """One change of a proposal: what its author saw, what they propose, what the listing says now.

    ``now`` is None where the listing still says what they saw. Taking a change that is not
    ``open`` would do nothing: the listing says so already, or the address is gone. ``text`` is what
    is proposed as it is written, where it may be corrected; ``contact`` is which contact it is.
    """

    path: str
    label: str
    seen: str
    proposed: str
    now: str | None
    open: bool
    text: str | None = None
    contact: ContactKind | None = None


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
    """Return each change from ``seen`` to ``wanted``, beside what the listing says now.

    Contacts are offered one by one, under paths of their own: ``contacts:0``; all of them together
    where only their order changes.
    """
    now = visible(current)
    _, conflicts = three_way(seen, wanted, now, words)
    disputed = {conflict.path: conflict.theirs for conflict in conflicts}
    contacts = _offered_contacts(seen.contacts, wanted.contacts, now.contacts)
    found: list[OfferedChange] = []
    for change in changes(seen, wanted, words):
        if change.path == "contacts" and contacts:
            found += contacts
            continue
        found.append(
            OfferedChange(
                path=change.path,
                label=change.words.field,
                seen=change.words.before,
                proposed=change.words.after,
                now=disputed.get(change.path),
                open=take(now, wanted, [change.path]) != now,
                text=text_of(wanted, change.path),
            )
        )
    return found


def text_of(content: ListingContent, path: str) -> str | None:
    """Return a part as it is written, None where it is no text that may be corrected."""
    parts = flat(content)
    is_text = path in parts and path.rsplit(":", 1)[-1] in TEXTS
    return str(parts[path] or "") if is_text else None


def _offered_contacts(seen: Contacts, wanted: Contacts, now: Contacts) -> list[OfferedChange]:
    return [_offered(path, change, seen, now) for path, change in by_path(seen, wanted)]


def _offered(path: str, change: ContactChange, seen: Contacts, now: Contacts) -> OfferedChange:
    before, after = change.before, change.after
    kind = (after or before or seen[0]).kind
    current = stands_for(before, seen, now) if before else None
    return OfferedChange(
        path=path,
        label=f"Contact, {kind.label.lower()}",
        seen=show(before),
        proposed=show(after),
        now=None if current == before else show(current),
        open=exchanged(now, current, after) != tuple(now),
        text=after.value if after else None,
        contact=kind,
    )
