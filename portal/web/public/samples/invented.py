"""Invented places, made of the models of the database so that they have all facts of a real one."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.domain.listing import ContactKind, Cost, ListingKind, Mode
from portal.store.contacts import Contact
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.sites import ExceptionalHoursRow, Site

_LIMOGES: dict[str, Any] = {"postal_code": "87000", "commune": "Limoges", "code_insee": "87085"}
_POINT: dict[str, Any] = {"latitude": 45.8336, "longitude": 1.2611}
_WEEK = "Mo,Tu,Th,Fr 09:00-17:00; We 09:00-12:00,14:00-19:00"
_SOURCE: dict[str, Any] = {"source_url": "https://lieux.example/fiche", "source_date": "2026-03"}


def verified_place() -> Listing:
    """Return a place that is open, whose facts were verified, with everything that cards show."""
    site = _site(1, _WEEK, address="12 rue des Trois-Hiboux", **_LIMOGES, **_POINT)
    site.exceptional_hours = [
        ExceptionalHoursRow(
            starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 31), reason="congés"
        )
    ]
    site.directions = "Bus 4, arrêt Mairie. Sonnez au portail vert."
    listing = _listing(
        "Maison des familles des Trois-Hiboux",
        [site],
        themes=("ecoute_individuelle", "laep", "repit"),
        phone="05 36 49 12 34",
        modes=(Mode.SUR_PLACE, Mode.SANS_RENDEZ_VOUS),
        publics=("tous_parents", "entourage"),
        cost=Cost.GRATUIT,
        accessible=True,
        verified_on=date(2026, 10, 5),
    )
    first, _, last = listing.offers
    first.partner, first.schedule = "Une psychologue de la Maison des adolescents", "le mardi matin"
    last.schedule = "le dernier samedi du mois, de 10 h à 12 h"
    return listing


def unverified_place() -> Listing:
    """Return a place that is closed now, recorded on a public page, placed by its commune only."""
    site = _site(2, "Tu,Th 14:00-18:00", **_LIMOGES)
    return _listing(
        "Espace des parents du Vieux-Moulin",
        [site],
        phone="05 36 49 56 78",
        modes=(Mode.SUR_PLACE, Mode.SUR_RENDEZ_VOUS),
        cost=Cost.PARTICIPATION,
        **_SOURCE,
    )


def place_to_confirm() -> Listing:
    """Return a place that was verified too long ago to be relied on."""
    return _listing(
        "Les Parents du Grand-Pré",
        [_site(9, "Mo-Fr 09:00-18:00", address="5 rue du Ruisseau", **_LIMOGES)],
        phone="05 36 49 90 12",
        verified_on=date(2025, 3, 4),
    )


def demonstration_place() -> Listing:
    """Return an invented place as the demonstration has them, with unknown hours."""
    return _listing(
        "La Maison des 1000 câlins (démonstration)",
        [_site(3, None, address="3 place du Nuage", **_LIMOGES, **_POINT)],
        kind=ListingKind.MAISON_1000_JOURS,
        demonstration=True,
    )


def place_on_appointment() -> Listing:
    """Return a place that receives on appointment now."""
    return _listing(
        "Médiation du Pont-Neuf",
        [_site(4, 'Tu 09:00-12:00 "sur rendez-vous"', address="8 quai des Cygnes", **_LIMOGES)],
        kind=ListingKind.MEDIATION_FAMILIALE,
        cost=Cost.PAYANT,
        **_SOURCE,
    )


def line(name: str, hours: str | None, **facts: Any) -> Listing:  # noqa: ANN401 - columns of a listing
    """Return a listening line of three départements."""
    given: dict[str, Any] = {
        "kind": ListingKind.ECOUTE_DISTANCE,
        "phone": "01 99 00 12 34",
        "modes": (Mode.TELEPHONE, Mode.TCHAT, Mode.ANONYME),
        "cost": Cost.GRATUIT,
    }
    return _listing(name, [_site(5, hours, departements=("19", "23", "87"))], **(given | facts))


def van() -> Listing:
    """Return a place that moves between three stops: dates known, open now, dates unknown."""
    stops = (
        ("Place du Marché", "Sa 10:00-12:00", {"commune": "Bellac", "code_insee": "87011"}),
        ("Parking du stade", "Tu 09:00-12:00", {"commune": "Rochechouart", "code_insee": "87126"}),
        ("Salle des fêtes", None, {"commune": "Aixe-sur-Vienne", "code_insee": "87001"}),
    )
    sites = [_site(n, h, stop=s, **commune) for n, (s, h, commune) in enumerate(stops, start=6)]
    sites[0].address_extra = "Devant la halle"
    sites[0].exceptional_hours = [
        ExceptionalHoursRow(starts_on=date(2026, 12, 5), ends_on=date(2026, 12, 5), reason="neige")
    ]
    sites[2].hours_note = "un mardi sur deux"
    return _listing("Le Camion des parents", sites, itinerant=True, phone="06 39 98 12 34")


def _site(number: int, hours: str | None, **facts: Any) -> Site:  # noqa: ANN401
    given: dict[str, Any] = {"stop": "", "departements": ()}
    return Site(id=number, hours=hours, **(given | facts))


def _listing(
    name: str,
    sites: list[Site],
    *,
    themes: tuple[str, ...] = (),
    phone: str = "",
    **facts: Any,  # noqa: ANN401
) -> Listing:
    """Make a listing; the database would fill what is left out only when it is saved."""
    given: dict[str, Any] = {
        "kind": ListingKind.LIEU_RESSOURCE,
        "publics": (),
        "modes": (),
        "languages": (),
        "itinerant": False,
        "demonstration": False,
    }
    phones = [Contact(kind=ContactKind.TELEPHONE, value=phone, is_public=True)] if phone else []
    return Listing(
        id=sites[0].id,
        slug="fiche-du-catalogue",
        name=name,
        sites=sites,
        contacts=phones,
        offers=[Offer(theme=theme, publics=()) for theme in themes],
        **(given | facts),
    )
