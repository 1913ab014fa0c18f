"""The addresses of the JSON API, version 1: read only, open to every origin."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from portal.services.communes import find_communes
from portal.services.locate import Ambiguous
from portal.services.search import find_listing, search_places
from portal.web.access import directory, public
from portal.web.api.communes import choice_json, commune_json
from portal.web.api.detail import detail_json
from portal.web.api.openapi import openapi_document
from portal.web.api.results import results_json
from portal.web.parameters import PlaceParameters
from portal.web.problems import bad_parameter, problem
from portal.web.reading import (
    ParameterError,
    check_names,
    place_search,
    read_moment,
    read_origin,
    read_places,
)

api = Blueprint("api", __name__, url_prefix="/api/v1")


def _json(body: Mapping[str, Any]) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), mimetype="application/json")


@api.errorhandler(ParameterError)
def _bad_parameter(error: ParameterError) -> Response:
    return bad_parameter(error)


@api.errorhandler(HTTPException)
def _http_error(error: HTTPException) -> Response:
    return problem(error.code or 500, error.name)


@api.after_request
def _open_to_every_origin(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@api.get("/lieux")
@public
def places() -> Response:
    """Search for places."""
    check_names(request.args, frozenset(PlaceParameters.model_fields))
    _one_origin(request.args)
    parameters = read_places(request.args, directory())
    origin = read_origin(parameters, directory())
    if isinstance(origin, Ambiguous):
        return _json({"ambigu": [choice_json(commune) for commune in origin.communes]})
    search = place_search(parameters, origin, directory())
    return _json(results_json(search_places(directory(), search), request.url_root))


@api.get("/lieux/<slug>")
@public
def place(slug: str) -> Response:
    """Return one listing with all its sites."""
    check_names(request.args, frozenset({"moment"}))
    moment = read_moment(request.args.get("moment"), directory())
    found = find_listing(directory(), slug)
    if found is None:
        return problem(404, "Aucune fiche n’a cette adresse")
    return _json(detail_json(directory(), found, moment, request.url_root))


@api.get("/communes")
@public
def communes() -> Response:
    """Complete the name or the postal code of a commune."""
    check_names(request.args, frozenset({"q"}))
    found = find_communes(directory(), request.args.get("q", "")[:200])
    return _json({"resultats": [commune_json(commune) for commune in found]})


@api.get("/themes")
@public
def themes() -> Response:
    """List the themes of the vocabulary."""
    check_names(request.args, frozenset())
    terms = directory().vocabulary.themes()
    return _json(
        {
            "resultats": [
                {
                    "slug": term.slug,
                    "famille": term.family,
                    "libelle": term.label,
                    "en_clair": term.plain_label,
                    "data_inclusion": list(term.data_inclusion),
                }
                for term in terms
            ]
        }
    )


@api.get("/openapi.json")
@public
def openapi() -> Response:
    """Describe this API."""
    return _json(openapi_document(request.url_root))


def _one_origin(args: MultiDict[str, str]) -> None:
    given = [name for name in ("lieu", "code_insee", "lat") if name in args]
    if len(given) > 1:
        message = "donnez un seul point de départ : lieu, code_insee, ou lat et lon"
        raise ParameterError(given[1], message)
