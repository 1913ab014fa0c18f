"""What a form was opened on travels with it, signed: a listing, its version, and what it said.

It is what an edit is compared with when somebody else saved in between. It gives no right: every
look-up goes through the reach of who is signed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from portal.domain.listings.content import ListingContent, as_json, from_json

_FORM, _CLASH = "portal.seen-listing", "portal.listing-clash"


@dataclass(frozen=True, slots=True)
class Seen:
    """A listing as it was at a version."""

    version: int
    content: ListingContent


@dataclass(frozen=True, slots=True)
class Sides:
    """Three contents that are being put together; ``version`` is that of ``theirs``."""

    version: int
    base: ListingContent
    mine: ListingContent
    theirs: ListingContent


def sign_seen(listing_id: int, seen: Seen) -> str:
    """Return a token that says what was seen."""
    return _sign(_FORM, {"fiche": listing_id, "n": seen.version, "vu": as_json(seen.content)})


def read_seen(token: str, listing_id: int) -> Seen | None:
    """Return what was seen; None when the token is not ours, or another listing's."""
    found = _read(_FORM, token, listing_id)
    return Seen(found["n"], from_json(found["vu"])) if found else None


def sign_sides(listing_id: int, sides: Sides) -> str:
    """Return a token that holds the three contents."""
    texts = [as_json(each) for each in (sides.base, sides.mine, sides.theirs)]
    return _sign(_CLASH, {"fiche": listing_id, "n": sides.version, "textes": texts})


def read_sides(token: str, listing_id: int) -> Sides | None:
    """Return the three contents; None when the token is not ours, or another listing's."""
    found = _read(_CLASH, token, listing_id)
    return Sides(found["n"], *(from_json(text) for text in found["textes"])) if found else None


def _sign(salt: str, value: Mapping[str, Any]) -> str:
    return str(_serializer(salt).dumps(value))


def _read(salt: str, token: str, listing_id: int) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = _serializer(salt).loads(token)
    except BadData:
        return None
    return found if found.get("fiche") == listing_id else None


def _serializer(salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=salt)
