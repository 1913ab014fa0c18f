"""A listing of the database as a content, and as something that history can name."""

from __future__ import annotations

from portal.domain.history import Subject, SubjectKind
from portal.domain.listings.content import (
    ContactContent,
    ExceptionContent,
    ListingContent,
    OfferContent,
    OperatorContent,
    SiteContent,
)
from portal.store.listings import Listing
from portal.store.operators import Operator
from portal.store.sites import Site

PLAIN = (
    "kind",
    "name",
    "local_name",
    "description",
    "publics",
    "modes",
    "languages",
    "cost",
    "cost_details",
    "accessible",
    "accessibility",
    "premises",
    "nearby_services",
    "itinerant",
    "source_url",
    "source_date",
    "review_months",
    "staff_note",
)
"""The fields of a content that a listing has under the same name and in the same form."""

SITE_PLAIN = (
    "stop",
    "address",
    "address_extra",
    "directions",
    "postal_code",
    "commune",
    "code_insee",
    "departements",
    "latitude",
    "longitude",
    "hours",
    "hours_note",
)
"""The same for a site."""


def content_of(listing: Listing) -> ListingContent:
    """Return everything that people wrote in a listing."""
    return ListingContent(
        **{name: getattr(listing, name) for name in PLAIN},
        operator=operator_content(listing.operator) if listing.operator else None,
        contacts=tuple(
            ContactContent(c.kind, c.value, c.label, c.is_public) for c in listing.contacts
        ),
        offers=tuple(
            OfferContent(o.theme, o.publics, o.details, o.partner, o.schedule)
            for o in listing.offers
        ),
        sites=tuple(_site(site) for site in listing.sites),
    )


def subject_of(listing: Listing) -> Subject:
    """Return a listing as history names it."""
    return Subject(SubjectKind.LISTING, listing.id, listing.name, listing.caf_id)


def operator_content(operator: Operator) -> OperatorContent:
    """Return a managing body of the database as a content."""
    return OperatorContent(operator.name, operator.legal_status, operator.siret, operator.id)


def _site(site: Site) -> SiteContent:
    exceptions = tuple(
        ExceptionContent(e.starts_on, e.ends_on, e.hours, e.reason) for e in site.exceptional_hours
    )
    plain = {name: getattr(site, name) for name in SITE_PLAIN}
    return SiteContent(id=site.id, exceptions=exceptions, **plain)
