"""What changes among contacts, one by one: none has a name of its own, so like stands for like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.listings.content import ContactContent

Contacts = Sequence[ContactContent]


@dataclass(frozen=True, slots=True)
class ContactChange:
    """A contact and what takes its place; ``before`` is None for a new one, ``after`` for none."""

    before: ContactContent | None
    after: ContactContent | None


def contact_changes(before: Contacts, after: Contacts) -> tuple[ContactChange, ...]:
    """Return what changes, whatever the order: what goes or is replaced first, then what comes."""
    gone, come = _without(before, after), _without(after, before)
    changes = []
    for contact in gone:
        alike = [each for each in come if each.kind is contact.kind]
        new = max(alike, key=lambda each: _likeness(contact, each), default=None)
        if new is not None:
            come.remove(new)
        changes.append(ContactChange(contact, new))
    return (*changes, *(ContactChange(None, contact) for contact in come))


def by_path(before: Contacts, after: Contacts) -> Iterator[tuple[str, ContactChange]]:
    """Yield what changes under the path that proposals give it: ``contacts:0``."""
    for rank, change in enumerate(contact_changes(before, after)):
        yield f"contacts:{rank}", change


def stands_for(contact: ContactContent, before: Contacts, now: Contacts) -> ContactContent | None:
    """Return the contact that stands now where ``contact`` stood ``before``; None if none does."""
    if contact in now:
        return contact
    return next((c.after for c in contact_changes(before, now) if c.before == contact), None)


def exchanged(
    contacts: Contacts, old: ContactContent | None, new: ContactContent | None
) -> tuple[ContactContent, ...]:
    """Return the contacts with a new one where the old one stood, else at the end; never twice."""
    found = list(contacts)
    place = len(found)
    if old is not None and old in found:
        place = found.index(old)
        del found[place]
    if new is not None and new not in found:
        found.insert(place, new)
    return tuple(found)


def _without(contacts: Contacts, others: Contacts) -> list[ContactContent]:
    left = list(contacts)
    for other in others:
        if other in left:
            left.remove(other)
    return left


def _likeness(contact: ContactContent, other: ContactContent) -> int:
    return 2 * (contact.value == other.value) + (contact.label == other.label)
