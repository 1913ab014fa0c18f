"""Listings that look alike, for tests."""

from __future__ import annotations

from typing import Any

from portal.domain.access import Actor
from portal.domain.listing import ContactKind, ListingKind, ListingStatus
from portal.domain.listings.content import (
    ContactContent,
    ListingContent,
    OperatorContent,
    SiteContent,
)
from portal.services.listings.editing import change_status, create_listing
from portal.store.listings import Listing
from tests.conftest import NOW

TOWN_HALL = (45.8336, 1.2611)
CLOSE_BY = (45.8350, 1.2620)
"""About 170 m from the town hall."""

SIRET = "12345678900011"


def content(name: str = "Laep La Ritournelle", **parts: Any) -> ListingContent:
    """Return a listing of Limoges; ``phone``, ``siret``, ``at`` and ``address`` say the rest."""
    latitude, longitude = parts.pop("at", (None, None))
    phone, siret = parts.pop("phone", ""), parts.pop("siret", "")
    site = SiteContent(
        address=parts.pop("address", None),
        commune="Limoges",
        code_insee="87085",
        postal_code="87000",
        latitude=latitude,
        longitude=longitude,
        hours=parts.pop("hours", None),
    )
    contacts = (ContactContent(ContactKind.TELEPHONE, phone),) if phone else ()
    return ListingContent(
        kind=parts.pop("kind", ListingKind.LAEP),
        name=name,
        operator=OperatorContent(f"Association {name}", siret=siret) if siret else None,
        contacts=parts.pop("contacts", contacts),
        sites=parts.pop("sites", (site,)),
        **parts,
    )


def saved(by: Actor, name: str = "Laep La Ritournelle", **parts: Any) -> Listing:
    """Save a draft of the actor's first Caf."""
    return create_listing(content(name, **parts), min(by.caf_ids), by, NOW)


def published(by: Actor, name: str = "Laep La Ritournelle", **parts: Any) -> Listing:
    """Save a listing of the actor's first Caf and publish it."""
    parts = {"address": "1 rue des Écoles"} | parts
    return change_status(saved(by, name, **parts).id, ListingStatus.PUBLIEE, by, NOW)
