"""The content of a listing: everything that people write in it, as one immutable value.

Forms make it, history keeps it, comparisons, merges, proposals and restores work on it. What the
system keeps about a listing (slug, status, dates of verification) is not part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter

from portal.domain.freshness import DEFAULT_REVIEW_MONTHS
from portal.domain.listing import ContactKind, Cost, LegalStatus, ListingKind


@dataclass(frozen=True, slots=True)
class OperatorContent:
    """The managing body.

    ``id`` is the one that is meant, whatever its name is now; None is the one of that name. It says
    nothing to people: two that differ in it alone are the same.
    """

    name: str
    legal_status: LegalStatus | None = None
    siret: str | None = None
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ContactContent:
    """A way to reach the place."""

    kind: ContactKind
    value: str
    label: str = ""
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class OfferContent:
    """A service, for whom, and the partner who comes for it."""

    theme: str
    publics: tuple[str, ...] = ()
    details: str | None = None
    partner: str | None = None
    schedule: str | None = None


@dataclass(frozen=True, slots=True)
class ExceptionContent:
    """Days on which other hours hold; no hours means closed. Both dates are included."""

    starts_on: date
    ends_on: date
    hours: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SiteContent:
    """An address or stop; ``id`` is None until it is saved, and stays the same afterwards."""

    id: int | None = None
    stop: str = ""
    address: str | None = None
    address_extra: str | None = None
    directions: str | None = None
    postal_code: str | None = None
    commune: str | None = None
    code_insee: str | None = None
    departements: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    hours: str | None = None
    hours_note: str | None = None
    exceptions: tuple[ExceptionContent, ...] = ()


@dataclass(frozen=True, slots=True)
class ListingContent:
    """A whole listing."""

    kind: ListingKind
    name: str
    local_name: str | None = None
    description: str | None = None
    operator: OperatorContent | None = None
    publics: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    cost: Cost | None = None
    cost_details: str | None = None
    accessible: bool | None = None
    accessibility: str | None = None
    premises: tuple[str, ...] = ()
    nearby_services: tuple[str, ...] = ()
    itinerant: bool = False
    source_url: str | None = None
    source_date: str | None = None
    review_months: int = DEFAULT_REVIEW_MONTHS
    staff_note: str | None = None
    contacts: tuple[ContactContent, ...] = ()
    offers: tuple[OfferContent, ...] = ()
    sites: tuple[SiteContent, ...] = ()


_ADAPTER = TypeAdapter(ListingContent)


def as_json(content: ListingContent) -> str:
    """Write a content as JSON, as history keeps it."""
    return _ADAPTER.dump_json(content).decode()


def from_json(text: str) -> ListingContent:
    """Read a content back; fields that were added since take their defaults."""
    return _ADAPTER.validate_json(text)
