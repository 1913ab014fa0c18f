"""What a listing is recognised by: its names, telephones, managing body and places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, degrees, radians

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.listing import ContactKind, ListingKind, ListingStatus
from portal.domain.listings.content import ListingContent
from portal.domain.phones import SHORT_NUMBERS
from portal.services.listings.similarity import Words, telling_words, usual_words
from portal.store.duplicates import Clues, list_phones, list_places, list_seen
from search_index.geo import EARTH_RADIUS_KM
from search_index.text import fold

NEAR_KM = 0.3
"""So near to each other, two places with one name are one place."""

_FRANCE = re.compile(r"^(?:00|\+)33(?:0)?")
_SHORTEST = 8
"""Digits; shorter numbers are services of the whole country, which many listings name."""

_TOLD = 8
"""The last digits that tell a number, with or without the prefix of the country."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site is; without position only its commune is known."""

    commune: str
    code_insee: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Traits:
    """A listing as duplicates are looked for; ``id`` is None until it is saved.

    Of a listing that is not ``reached`` only what its public page says is here, and the SIRET of
    its managing body, which the national register tells to all.
    """

    id: int | None
    kind: ListingKind
    name: str
    slug: str
    status: ListingStatus
    caf_id: int | None
    reached: bool
    siret: str | None
    phones: frozenset[str]
    places: tuple[Place, ...]
    names: tuple[Words, ...]

    @property
    def commune(self) -> str:
        """The first commune that the listing names, or ""."""
        return next((place.commune for place in self.places if place.commune), "")

    @property
    def numbers(self) -> frozenset[str]:
        """The telephones and the SIRET."""
        return self.phones | ({self.siret} if self.siret else set())


def normal_phone(text: str) -> str:
    """Return a number as its digits, however it was written; "" for one of the whole country."""
    digits = _FRANCE.sub("0", re.sub(r"[^0-9+]", "", text))
    return "" if len(digits) < _SHORTEST or digits in SHORT_NUMBERS else digits


def load_traits(session: Session, by: Actor, like: Traits | None = None) -> list[Traits]:
    """Return every listing that an actor may know of, by id; archived ones are left out.

    With ``like``, only those that could be the same place, and that one itself.
    """
    seen = list_seen(session, by, _clues(like) if like else None)
    ids = [row.id for row in seen] if like else None
    phones: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for listing_id, value, is_public in list_phones(session, ids):
        phones[listing_id].append((value, is_public))
    places: dict[int, list[Place]] = defaultdict(list)
    for listing_id, commune, code, latitude, longitude in list_places(session, ids):
        places[listing_id].append(Place(commune or "", code or "", latitude, longitude))
    return [
        Traits(
            row.id,
            row.kind,
            row.name,
            row.slug,
            row.status,
            row.caf_id,
            reached := bool(row[-1]),
            row.siret,
            _phones(value for value, is_public in phones[row.id] if reached or is_public),
            tuple(places[row.id]),
            _names(row.name, row.local_name, places[row.id]),
        )
        for row in seen
    ]


def traits_of(content: ListingContent, caf_id: int | None) -> Traits:
    """Return what a listing that is not saved yet would be recognised by."""
    places = tuple(
        Place(site.commune or "", site.code_insee or "", site.latitude, site.longitude)
        for site in content.sites
    )
    phones = (c.value for c in content.contacts if c.kind is ContactKind.TELEPHONE)
    return Traits(
        id=None,
        kind=content.kind,
        name=content.name,
        slug="",
        status=ListingStatus.BROUILLON,
        caf_id=caf_id,
        reached=True,
        siret=content.operator.siret if content.operator else None,
        phones=_phones(phones),
        places=places,
        names=_names(content.name, content.local_name, places),
    )


def _clues(traits: Traits) -> Clues:
    return Clues(
        phones=tuple(phone[-_TOLD:] for phone in traits.phones),
        siret=traits.siret,
        communes=tuple({place.code_insee for place in traits.places if place.code_insee}),
        rectangles=tuple(
            _around(place.latitude, place.longitude)
            for place in traits.places
            if place.latitude is not None and place.longitude is not None
        ),
    )


def _around(latitude: float, longitude: float) -> tuple[float, float, float, float]:
    """Return a rectangle that holds at least everything within ``NEAR_KM``."""
    high = degrees(NEAR_KM / EARTH_RADIUS_KM) * 1.01
    wide = high / max(cos(radians(latitude)), 0.01)
    return latitude - high, longitude - wide, latitude + high, longitude + wide


def _phones(values: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(normal_phone, values)))


def _names(name: str, local_name: str | None, places: Iterable[Place]) -> tuple[Words, ...]:
    communes = frozenset(word for place in places for word in fold(place.commune).split())
    name_words = telling_words(name, communes) or usual_words(name, communes)
    # A local name is often the kind of the place alone, which many places of a commune share.
    local_words = telling_words(local_name or "", communes)
    return (name_words, local_words) if local_words else (name_words,)
