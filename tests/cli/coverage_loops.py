"""The places of the seed as plain loops read them, for what surveys must find."""

from __future__ import annotations

from sqlalchemy import select

from portal.domain.listing import ListingKind, ListingStatus
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.sites import Site
from tests.domain.coverage.brute_force import TERRITORY, Point

KINDS = (ListingKind.LIEU_RESSOURCE, ListingKind.MAISON_1000_JOURS)


def seeded_sites() -> list[Site]:
    """Return the sites of the published places that have a commune."""
    query = select(Site).join(Listing).where(Listing.status == ListingStatus.PUBLIEE)
    return [s for s in db.session.scalars(query) if s.listing.kind in KINDS and s.code_insee]


def is_open(site: Site) -> bool:
    """Tell it from the words alone: no text of the seed is closed or unsure all year round."""
    return bool(site.hours) or "sur_rendez_vous" in site.listing.modes


def point_of(site: Site) -> Point:
    """Return where a site is, at the reference point of its commune where it does not say."""
    if site.latitude is not None and site.longitude is not None:
        return site.latitude, site.longitude
    commune = TERRITORY.get_commune(site.code_insee or "")
    return commune.latitude, commune.longitude


def served_departement(site: Site) -> str:
    """Return the département of a site."""
    return TERRITORY.get_commune(site.code_insee or "").departement
