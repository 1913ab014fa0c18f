"""What a listing already says of the facts of a file: a new file starts from it.

Nothing is invented: what the listing does not say stays unknown, and a word that is not in it is
never taken for a «no». Missions and offers are taken over as the listing has them; the rules name
those that are missing, for the agent to put right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.calendar import zone_of_commune
from portal.domain.dossiers.content import DossierContent
from portal.domain.hours import HoursError, parse_hours
from portal.domain.listing import (
    ListingKind,
    Mode,
    NearbyService,
    Premises,
    is_placed,
)
from portal.domain.referentiel import Closure, Facts, FundingText, Partnership, Stop, facts_from
from portal.domain.referentiel.words import AgeBand, Mission
from portal.domain.territory import Territory
from portal.services.dossiers.asked import asked_of
from portal.store.listings import Listing
from portal.store.placed_sites import list_placed_sites
from portal.store.sites import Site

_AGES = {
    "parents_0_3_ans": AgeBand.AGE_0_3,
    "parents_3_6_ans": AgeBand.AGE_3_6,
    "parents_6_11_ans": AgeBand.AGE_6_11,
    "parents_adolescents": AgeBand.ADOLESCENCE,
}
_EVERYBODY = frozenset({"tous_parents", "futurs_parents"})
_BOTH_DISABLED = frozenset({"parent_handicap", "enfant_handicap"})
_KEY_MOMENTS = frozenset(
    {
        "arrivee_enfant",
        "separation",
        "handicap",
        "incarceration",
        "isolement_monoparentalite",
        "conflit_rupture",
    }
)
_HAS = {
    "acces_specifique": Premises.ACCES_SPECIFIQUE,
    "accessibilite_universelle": Premises.ACCESSIBILITE_UNIVERSELLE,
    "espace_confidentiel": Premises.ESPACE_CONFIDENTIEL,
    "espace_collectif": Premises.ESPACE_COLLECTIF,
    "espaces_simultanes": Premises.ESPACES_SIMULTANES,
}
_NEARBY = {each.value: each.label for each in NearbyService}


def prefilled(
    session: Session,
    listing: Listing,
    territory: Territory,
    labels: Mapping[str, str],
    text: FundingText,
    today: date,
) -> DossierContent:
    """Return the content of a new file of this year, counting the twelve months from today.

    ``labels`` are the words of the offers, by slug.
    """
    said = said_by(session, listing, territory, labels, today)
    counted = "a_partir_du" in asked_of(listing.kind)
    facts = said.model_copy(update={"a_partir_du": today if counted else None})
    return DossierContent(text, today.year, today.year, facts)


def said_by(
    session: Session,
    listing: Listing,
    territory: Territory,
    labels: Mapping[str, str],
    today: date,
) -> Facts:
    """Return the facts that a listing says, of those that the rules of its type read.

    Closures that are over are left out.
    """
    facts: dict[str, Any] = {
        **_of_operator(listing),
        **_of_offers(listing, labels),
        **_of_publics(listing),
        **_of_premises(listing),
        "frais": listing.cost,
        "anonymat": Mode.ANONYME in listing.modes or None,
        "sites": tuple(_stops(listing, today)) or None,
    }
    if _social_centre_near(session, listing, territory):
        facts["centre_social_sur_territoire"] = True
    asked = asked_of(listing.kind)
    told = {name: value for name, value in facts.items() if name in asked}
    return facts_from({}).model_copy(update=told)


def differing(facts: Facts, said: Facts, today: date) -> Facts | None:
    """Return the facts of a file with what its listing says; None where that is nothing else.

    What the file has and the listing does not say stays: lines of a list, hours, closures. A
    closure that is over makes no difference.
    """
    told = {name: value for name, value in said if value is not None}
    kept = facts.model_copy(update={"sites": _coming(facts.sites, today)})
    changed = {name: _joined(name, getattr(kept, name), value) for name, value in told.items()}
    changed = {name: value for name, value in changed.items() if value != getattr(kept, name)}
    return facts.model_copy(update=changed) if changed else None


def _joined(name: str, kept: object, told: object) -> object:
    """Return a fact as the listing has it, with what only the file has of a list."""
    if not isinstance(kept, tuple) or not isinstance(told, tuple):
        return told
    if name == "sites":
        return _joined_stops(kept, told)
    if name == "partenariats":
        named = {each.partenaire for each in kept}
        return (*kept, *(each for each in told if each.partenaire not in named))
    return (*kept, *(each for each in told if each not in kept))


def _joined_stops(kept: tuple[Stop, ...], told: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Return the stops of the file, those of the same commune with what the listing says."""
    left, found = list(told), []
    for stop in kept:
        same = next((each for each in left if each.code_insee == stop.code_insee), None)
        if same is not None:
            left.remove(same)
            said = {name: value for name, value in same if value is not None}
            found.append(stop.model_copy(update=said))
        else:
            found.append(stop)
    return (*found, *left)


def _of_operator(listing: Listing) -> dict[str, Any]:
    return {"statut_juridique": listing.operator.legal_status if listing.operator else None}


def _of_offers(listing: Listing, labels: Mapping[str, str]) -> dict[str, Any]:
    themes = {offer.theme for offer in listing.offers}
    disability = bool(themes & {"handicap_accompagnement", "handicap"})
    return {
        "offres": tuple(offer.theme for offer in listing.offers) or None,
        "missions": tuple(mission for mission in Mission if mission in themes) or None,
        "partenariats": tuple(_partnerships(listing, labels)) or None,
        "accompagne_moments_cles": bool(themes & _KEY_MOMENTS) or None,
        "collectifs_parents": "groupe_naissance" in themes or None,
        "prise_en_compte_handicap": disability or {*listing.publics} >= _BOTH_DISABLED or None,
    }


def _partnerships(listing: Listing, labels: Mapping[str, str]) -> Iterator[Partnership]:
    for offer in listing.offers:
        if offer.partner:
            what = [labels.get(offer.theme, offer.theme), offer.schedule or ""]
            yield Partnership(partenaire=offer.partner, nature=", ".join(filter(None, what)))


def _of_publics(listing: Listing) -> dict[str, Any]:
    """Return for whom the place is.

    «Tous les parents» tells no age: beside it, some ages are examples and not all of them.
    """
    ages = tuple(age for slug, age in _AGES.items() if slug in listing.publics)
    exhaustive = len(ages) == len(_AGES) or "tous_parents" not in listing.publics
    return {
        "ouvert_a_tous": {*listing.publics} >= _EVERYBODY or None,
        "tranches_age": (ages or None) if exhaustive else None,
    }


def _of_premises(listing: Listing) -> dict[str, Any]:
    said: dict[str, Any] = {fact: slug in listing.premises or None for fact, slug in _HAS.items()}
    if listing.accessible is False:
        said["accessibilite_universelle"] = False
    near = tuple(_NEARBY.get(slug, slug) for slug in listing.nearby_services)
    return said | {"services_familles_proches": near or None}


def _stops(listing: Listing, today: date) -> Iterator[Stop]:
    """Yield where people are received; a site that is no place to go to is none of them."""
    for site in listing.sites:
        if is_placed(listing.kind, listing.modes, site.code_insee):
            yield Stop(
                code_insee=_known(site.code_insee),
                horaires=_readable(site.hours),
                fermetures=tuple(_closures(site, today)) or None,
            )


def _closures(site: Site, today: date) -> Iterator[Closure]:
    for each in site.exceptional_hours:
        if each.hours is None and each.ends_on >= today:
            yield Closure(du=each.starts_on, au=each.ends_on)


def _coming(stops: tuple[Stop, ...] | None, today: date) -> tuple[Stop, ...] | None:
    """Return the stops without the closures that are over."""
    if stops is None:
        return None
    return tuple(stop.model_copy(update={"fermetures": _left(stop, today)}) for stop in stops)


def _left(stop: Stop, today: date) -> tuple[Closure, ...] | None:
    closures = stop.fermetures or ()
    return tuple(each for each in closures if each.au is None or each.au >= today) or None


def _known(code_insee: str | None) -> str | None:
    """Return a code that the calendar knows; of another nobody can tell the holidays."""
    try:
        zone_of_commune(code_insee or "")
    except ValueError:
        return None
    return code_insee


def _readable(hours: str | None) -> str | None:
    """Return hours that can be read; what was stored otherwise is not known to the rules."""
    if not hours or not hours.strip():
        return None
    try:
        parse_hours(hours)
    except HoursError:
        return None
    return hours


def _social_centre_near(session: Session, listing: Listing, territory: Territory) -> bool:
    """Tell whether a social centre is published in an EPCI of the place; none is no proof."""
    areas = {_epci(site, territory) for site in listing.sites} - {None}
    centres = list_placed_sites(
        session, [ListingKind.CENTRE_SOCIAL], demonstration=listing.demonstration
    )
    return any(_epci(site, territory) in areas for site in centres)


def _epci(site: Site, territory: Territory) -> str | None:
    commune = territory.find_commune(site.code_insee or "")
    return commune.epci if commune else None
