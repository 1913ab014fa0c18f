"""Facts: what a search result or a listing page needs, as JSON values under French names.

They hold public facts only: no private contact, no note, no amount.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from portal.domain.calendar import LocalZone
from portal.domain.dossiers.funding import FundedPeriod
from portal.domain.freshness import DEFAULT_REVIEW_MONTHS, review_date
from portal.domain.hours import ExceptionalHours, HoursError, Schedule, parse_hours
from portal.domain.listing import ContactKind, Cost, Mode, Precision, is_placed, receives_people
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.sites import Site

logger = logging.getLogger(__name__)

Facts = dict[str, object]


def listing_facts(listing: Listing, funding: Iterable[FundedPeriod] = ()) -> Facts:
    """Return what the sites of a listing share; ``funding`` is when its files fund it."""
    return {
        "id": listing.id,
        "slug": listing.slug,
        "nom": listing.name,
        "nom_local": listing.local_name,
        "type": str(listing.kind),
        "themes": [offer.theme for offer in listing.offers],
        "publics": list(listing.publics),
        "itinerant": listing.itinerant,
        "telephone": _contact(listing, ContactKind.TELEPHONE),
        "courriel": _contact(listing, ContactKind.COURRIEL),
        "site_web": _contact(listing, ContactKind.SITE_WEB),
        "reseaux_sociaux": _contacts(listing, ContactKind.RESEAU_SOCIAL),
        "gratuit": None if listing.cost is None else listing.cost is Cost.GRATUIT,
        "accessible": listing.accessible,
        "anonyme": Mode.ANONYME in listing.modes,
        # Only a period that covers the day of whoever asks says otherwise: readers look at them.
        "financement": {"soutenu": False, "caf": None},
        "financements": [_period(each) for each in funding],
        "verifie_le": listing.verified_on.isoformat() if listing.verified_on else None,
        "a_revoir_le": _review_date(listing),
        "demonstration": listing.demonstration,
        "description": listing.description,
        "gestionnaire": listing.operator.name if listing.operator else None,
        "modes": list(listing.modes),
        "frais": listing.cost,
        "frais_precisions": listing.cost_details,
        "accessibilite": listing.accessibility,
        "langues": list(listing.languages),
        "offres": [_offer(offer) for offer in listing.offers],
        "permanences": _regular_visits(listing),
        "source_url": listing.source_url,
        "source_date": listing.source_date,
    }


def site_facts(site: Site, point: tuple[float, float] | None, departement: str) -> Facts:
    """Return what is proper to one site.

    ``point`` is the reference point of its commune, in degrees, for a site without a position of
    its own. A service that receives nobody there keeps its address to itself.
    """
    own = site.latitude is not None and site.longitude is not None
    received = receives_people(site.listing.kind, site.listing.modes)
    placed = is_placed(site.listing.kind, site.listing.modes, site.code_insee)
    latitude, longitude = (site.latitude, site.longitude) if own else point or (None, None)
    return {
        "site_id": site.id,
        "arret": site.stop or None,
        "adresse": site.address if received else None,
        "complement_adresse": site.address_extra if received else None,
        "comment_venir": site.directions if received else None,
        "code_postal": site.postal_code,
        "commune": site.commune,
        "code_insee": site.code_insee,
        "departement": departement or None,
        "latitude": latitude if placed else None,
        "longitude": longitude if placed else None,
        "precision": (Precision.ADRESSE if own else Precision.COMMUNE) if placed else None,
        "horaires": site.hours,
        "horaires_texte": site.hours_note,
    }


def schedule_of(site: Site, zone: LocalZone) -> Schedule:
    """Return the hours of a site with its dated exceptions.

    Hours are checked before they are stored; should a later version of the engine refuse some of
    them, the place is shown with unknown hours and the log names it: one text must not keep the
    whole directory from being built.
    """
    return Schedule(
        hours=_readable(site.hours, site),
        zone=zone,
        exceptions=tuple(
            ExceptionalHours(e.starts_on, e.ends_on, _readable(e.hours, site), e.reason)
            for e in site.exceptional_hours
        ),
    )


def _period(funded: FundedPeriod) -> Facts:
    return {
        "du": funded.starts_on.isoformat(),
        "au": funded.ends_on.isoformat(),
        "caf": funded.caf,
    }


def _offer(offer: Offer) -> Facts:
    return {"theme": offer.theme, "publics": list(offer.publics), "precisions": offer.details}


def _readable(hours: str | None, site: Site) -> str | None:
    if hours is None:
        return None
    try:
        return parse_hours(hours)
    except HoursError as error:
        logger.warning("hours of site %s cannot be read: %s", site.id, error.message)
        return None


def _review_date(listing: Listing) -> str | None:
    """Return the last day on which the verification holds, for readers to compare with theirs."""
    # The database would fill the period only when the listing is saved.
    months = listing.review_months or DEFAULT_REVIEW_MONTHS
    day = review_date(listing.verified_on, months)
    return None if day is None else day.isoformat()


def _regular_visits(listing: Listing) -> list[Facts]:
    """Return which partners come for which services, and when."""
    return [
        {"theme": offer.theme, "partenaire": offer.partner, "quand": offer.schedule}
        for offer in listing.offers
        if offer.partner or offer.schedule
    ]


def _contacts(listing: Listing, kind: ContactKind) -> list[str]:
    return [c.value for c in listing.contacts if c.kind is kind and c.is_public]


def _contact(listing: Listing, kind: ContactKind) -> str | None:
    return next(iter(_contacts(listing, kind)), None)
