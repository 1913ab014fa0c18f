"""The OpenAPI 3.1 description of the API, made from the same models that validate it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from portal.web.parameters import SEVERAL, PlaceParameters

_WORDS = {
    "q": "Mots cherchés : accents et casse indifférents, début de mot, une faute de frappe",
    "lieu": "Nom de commune, code postal ou adresse, comme une personne l’écrit",
    "code_insee": "Code Insee de la commune de départ",
    "lat": "Latitude de départ, en degrés (avec lon)",
    "lon": "Longitude de départ, en degrés (avec lat)",
    "rayon_km": "Distance la plus grande, en kilomètres",
    "type": "Types de lieux",
    "theme": "Thèmes",
    "public": "Publics",
    "departement": "Départements où le lieu se trouve ou qu’il dessert (france : national)",
    "acces": "sur_place, a_distance ou itinerant",
    "gratuit": "oui : gratuits seulement",
    "accessible": "oui : accessibles seulement",
    "anonyme": "oui : anonymes seulement",
    "finance": "oui : soutenus par une Caf seulement",
    "moment": "maintenant, soir, mercredi, samedi, vacances ou 2026-07-14T10:00 (heure locale)",
    "page": "Page, à partir de 1",
    "par_page": "Résultats par page, 100 au plus",
}


@lru_cache(maxsize=8)
def openapi_document(root: str) -> dict[str, Any]:
    """Return the description; ``root`` is the address of the portal."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Annuaire des lieux de soutien à la parentalité",
            "version": "1.0.0",
            "description": "Lecture seule, sans clé. Une valeur incorrecte donne une erreur 400.",
        },
        "servers": [{"url": root.rstrip("/")}],
        "paths": {
            "/api/v1/lieux": _get("Chercher des lieux", _place_parameters()),
            "/api/v1/lieux/{slug}": _get(
                "Lire une fiche", [_slug(), _query("moment", {"type": "string"})], missing=True
            ),
            "/api/v1/communes": _get(
                "Compléter un nom de commune", [_query("q", {"type": "string"})]
            ),
            "/api/v1/themes": _get("Lister les thèmes", []),
        },
        "components": {"schemas": {"Probleme": _problem()}},
    }


def _get(
    summary: str, parameters: list[dict[str, Any]], *, missing: bool = False
) -> dict[str, Any]:
    refused = {
        "description": "Paramètre incorrect",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleme"}}
        },
    }
    answers: dict[str, Any] = {
        "200": {
            "description": "Réponse",
            "content": {"application/json": {"schema": {"type": "object"}}},
        },
        "400": refused,
    }
    if missing:
        answers["404"] = {**refused, "description": "Aucune fiche n’a cette adresse"}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _place_parameters() -> list[dict[str, Any]]:
    properties = PlaceParameters.model_json_schema()["properties"]
    return [_query(name, _schema(properties[name])) for name in properties]


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null"]
    return {key: value for key, value in kinds[0].items() if key not in ("title", "default")}


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    more = {"explode": True, "style": "form"} if name in SEVERAL else {}
    about = {"description": _WORDS[name]}
    return {"name": name, "in": "query", "required": False, "schema": schema, **about, **more}


def _slug() -> dict[str, Any]:
    return {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}


def _problem() -> dict[str, Any]:
    wrong = {"parametre": {"type": "string"}, "message": {"type": "string"}}
    return {
        "type": "object",
        "required": ["title", "status"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "erreur": {"type": "object", "properties": wrong},
        },
    }
