"""The JSON of a place, under the names of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.services.search import Result, Results

_LISTING = (
    "id", "slug", "nom", "nom_local", "type", "themes", "publics", "itinerant", "telephone",
    "courriel", "site_web", "gratuit", "accessible", "anonyme", "financement", "verifie_le",
    "demonstration",
)  # fmt: skip
_SITE = (
    "site_id", "arret", "adresse", "complement_adresse", "code_postal", "commune", "code_insee",
    "departement", "latitude", "longitude", "precision", "horaires", "horaires_texte",
)  # fmt: skip
_OPENING = ("etat", "jusqu_a", "prochaine_ouverture", "phrase")
LISTING_PAGE = (
    "description", "gestionnaire", "modes", "frais", "frais_precisions", "accessibilite",
    "langues", "offres", "source_url", "source_date",
)  # fmt: skip
"""What only the answer about one listing adds."""


def listing_json(listing: Mapping[str, Any], root: str) -> dict[str, Any]:
    """Return what the sites of a listing share; ``root`` is the address of the portal."""
    return {name: listing[name] for name in _LISTING} | {"url": f"{root}lieux/{listing['slug']}"}


def site_json(site: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is proper to one site."""
    return {name: site[name] for name in _SITE}


def opening_json(opening: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether a site is open."""
    return {name: opening[name] for name in _OPENING}


def result_json(result: Result, root: str) -> dict[str, Any]:
    """Return one result."""
    return {
        **listing_json(result.listing, root),
        **site_json(result.site),
        "distance_km": result.distance_km,
        "ouverture": opening_json(result.opening),
    }


def results_json(results: Results, root: str) -> dict[str, Any]:
    """Return a page of results."""
    return {
        "total": results.total,
        "page": results.page,
        "par_page": results.per_page,
        "facettes": results.facets,
        "resultats": [result_json(result, root) for result in results.places],
        "donnees_du": results.data_of.isoformat(timespec="seconds"),
    }
