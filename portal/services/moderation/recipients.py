"""Whom a campaign can ask: the listings of a Caf, and the address that answers for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.calendar import SchoolCalendar
from portal.domain.campaigns import Unverified
from portal.domain.days import day_in_paris
from portal.domain.freshness import FieldGroup, LastVerified
from portal.domain.listing import ContactKind, ListingKind
from portal.domain.territory import Territory
from portal.services.listings.review_queue import due_by
from portal.store.campaigns import last_asked, list_askable
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.verifications import list_reviewed


@dataclass(frozen=True, slots=True)
class Audience:
    """Which listings of a Caf are looked at; ``epci`` is a Siren, "" for everywhere."""

    caf_id: int | None
    unverified: Unverified = Unverified.A_VERIFIER
    kind: ListingKind | None = None
    epci: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listing that may be asked about. Without ``mail`` somebody has to call.

    ``verified_on`` is None where a part of it was never verified; ``asked_at`` is when a question
    was sent that still waits for its answer.
    """

    listing_id: int
    name: str
    commune: str
    mail: str
    phone: str
    verified_on: date | None
    asked_at: datetime | None


def list_candidates(
    audience: Audience, by: Actor, territory: Territory, school: SchoolCalendar, now: datetime
) -> list[Candidate]:
    """Return the listings within the actor's reach that the audience names, by name."""
    session, today, due = db.session(), day_in_paris(now), due_by(school)
    days = {
        row.listing_id: row.last
        for row in list_reviewed(session, by)
        if audience.unverified.holds(row.last, due(row), today)
    }
    found = [
        listing
        for listing in list_askable(session, by, audience.caf_id, audience.kind)
        if listing.id in days and _is_in(listing, audience.epci, territory)
    ]
    asked = last_asked(session, [listing.id for listing in found], now)
    return [
        Candidate(
            listing_id=listing.id,
            name=listing.name,
            commune=next((site.commune for site in listing.sites if site.commune), None) or "",
            mail=mail_of(listing),
            phone=_first(listing, ContactKind.TELEPHONE),
            verified_on=_whole(days[listing.id]),
            asked_at=asked.get(listing.id),
        )
        for listing in found
    ]


def mail_of(listing: Listing) -> str:
    """Return the address that answers for a listing: the one given to staff comes first."""
    return _first(listing, ContactKind.COURRIEL)


def askable(
    session: Session, listing_ids: tuple[int, ...], caf_id: int | None, by: Actor
) -> list[Listing]:
    """Return those of these listings that can be asked about by mail."""
    wanted = set(listing_ids)
    known = list_askable(session, by, caf_id, None)
    return [listing for listing in known if listing.id in wanted and mail_of(listing)]


def _whole(last: LastVerified) -> date | None:
    """Return the day since which every group is verified, None where one never was."""
    return min(last.values()) if len(last) == len(FieldGroup) else None


def _first(listing: Listing, kind: ContactKind) -> str:
    known = [contact for contact in listing.contacts if contact.kind is kind]
    return next((c.value for c in sorted(known, key=lambda contact: contact.is_public)), "")


def _is_in(listing: Listing, epci: str, territory: Territory) -> bool:
    communes = (territory.find_commune(site.code_insee or "") for site in listing.sites)
    return not epci or any(commune is not None and commune.epci == epci for commune in communes)
