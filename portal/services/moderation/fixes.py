"""The simple fixes that accepting a report can do, in the transaction of the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Permission
from portal.domain.history import Act
from portal.domain.listing import ContactKind, ListingStatus
from portal.domain.listings.content import ContactContent
from portal.domain.moderation import Fix
from portal.domain.phones import PhoneError, parse_phone
from portal.services.listings.editing import RefusedError, change_content, set_status
from portal.services.listings.reading import content_of
from portal.store.listings import Listing

_STATUSES = {Fix.SUSPENDRE: ListingStatus.SUSPENDUE, Fix.ARCHIVER: ListingStatus.ARCHIVEE}
_AFTER = "après un signalement"


@dataclass(frozen=True, slots=True)
class PhoneFix:
    """A number of the listing, and the right one; an empty one takes it out."""

    wrong: str = ""
    right: str = ""


def apply_fix(
    session: Session, listing: Listing, fix: Fix, phone: PhoneFix, by: Actor, now: datetime
) -> None:
    """Do a fix with its history. Raises ``RefusedError``."""
    needed = Permission.EDIT_LISTINGS if fix is Fix.TELEPHONE else Permission.PUBLISH_LISTINGS
    if fix is not Fix.AUCUN and not by.may(needed):
        raise RefusedError("Votre rôle ne permet pas de changer cette fiche.")
    if fix is Fix.TELEPHONE:
        _correct_phone(session, listing, phone, by, now)
    elif fix in _STATUSES and listing.status is not _STATUSES[fix]:
        set_status(session, listing, _STATUSES[fix], by, now, _AFTER)


def phones_of(listing: Listing) -> tuple[str, ...]:
    """Return the telephone numbers of a listing, each once, those of staff too."""
    numbers = (c.value for c in listing.contacts if c.kind is ContactKind.TELEPHONE)
    return tuple(dict.fromkeys(numbers))


def _correct_phone(
    session: Session, listing: Listing, phone: PhoneFix, by: Actor, now: datetime
) -> None:
    right = _number(phone.right)
    if phone.wrong not in phones_of(listing):
        raise RefusedError("Numéro faux : choisissez un numéro qui est dans la fiche.")
    content = content_of(listing)
    contacts = _replaced(content.contacts, phone.wrong, right)
    wanted = replace(content, contacts=contacts)
    change_content(session, listing, wanted, by, Act.LISTING_EDITED, now, _AFTER)


def _replaced(
    contacts: tuple[ContactContent, ...], wrong: str, right: str
) -> tuple[ContactContent, ...]:
    corrected = (
        replace(contact, value=right)
        if contact.kind is ContactKind.TELEPHONE and contact.value == wrong
        else contact
        for contact in contacts
    )
    return tuple(contact for contact in corrected if contact.value)


def _number(typed: str) -> str:
    try:
        return parse_phone(typed) if typed.strip() else ""
    except PhoneError as error:
        raise RefusedError(f"Bon numéro : {error}.") from None
