"""The JSON of a commune."""

from __future__ import annotations

from typing import Any

from portal.domain.territory import Commune


def commune_json(commune: Commune) -> dict[str, Any]:
    """Return a commune as ``/api/v1/communes`` gives it."""
    return {
        "code_insee": commune.code_insee,
        "nom": commune.name,
        "codes_postaux": list(commune.postal_codes),
        "departement": commune.departement,
        "population": commune.population,
        "latitude": commune.latitude,
        "longitude": commune.longitude,
    }


def choice_json(commune: Commune) -> dict[str, Any]:
    """Return a commune as one of several that a name may mean."""
    return {
        "code_insee": commune.code_insee,
        "nom": commune.name,
        "code_postal": commune.postal_codes[0],
        "departement": commune.departement,
    }
