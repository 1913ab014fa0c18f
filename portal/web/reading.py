"""Reading a request's parameters: strictly for the API, kindly for pages; messages in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict

from portal.domain.moments import Moment, MomentError, parse_moment
from portal.services.directory import Directory
from portal.services.locate import Ambiguous, Located, NotLocated, locate, located_commune
from portal.services.search import Origin, PlaceSearch
from portal.web.parameters import SEVERAL, PlaceParameters

_MESSAGES = {
    "string_too_long": "{max_length} caractères au plus",
    "string_pattern_mismatch": "valeur incorrecte",
    "float_parsing": "attendu : un nombre",
    "finite_number": "attendu : un nombre fini",
    "int_parsing": "attendu : un nombre entier",
    "int_parsing_size": "ce nombre est trop grand",
    "int_from_float": "attendu : un nombre entier",
    "greater_than": "attendu : plus de {gt:g}",
    "greater_than_equal": "attendu : {ge:g} au moins",
    "less_than_equal": "attendu : {le:g} au plus",
}
_PATTERNS = {
    "code_insee": "attendu : un code commune de l’Insee, comme 87085 ou 2A004",
    **dict.fromkeys(("gratuit", "accessible", "anonyme", "finance"), "attendu : oui"),
}


class ParameterError(ValueError):
    """A parameter is wrong: which one, and why in French."""

    def __init__(self, parameter: str, template: str, **values: str) -> None:
        """Take the message as a template and its values, so that pages can translate it."""
        self.parameter = parameter[:60]
        self.template, self.values = template, values
        self.message = template % values if values else template
        super().__init__(f"{parameter} : {self.message}")


def check_names(args: MultiDict[str, str], known: Mapping[str, Any] | frozenset[str]) -> None:
    """Refuse a parameter that is not known, given twice where it may not be, or empty.

    Only words may be empty. Raises ``ParameterError``.
    """
    for name, values in args.lists():
        if name not in known:
            raise ParameterError(name, "ce paramètre n’existe pas")
        if len(values) > 1 and name not in SEVERAL:
            raise ParameterError(name, "ce paramètre ne peut être donné qu’une fois")
        if name != "q" and not all(values):
            raise ParameterError(name, "ce paramètre est vide")


def read_places(args: MultiDict[str, str], directory: Directory) -> PlaceParameters:
    """Return the parameters, empty values left out and only the first of a repeated one kept.

    Raises ``ParameterError`` on the first bad value.
    """
    given: dict[str, Any] = {}
    for name, values in args.lists():
        kept = [value for value in values if value]
        if kept and name in PlaceParameters.model_fields:
            given[name] = tuple(kept) if name in SEVERAL else kept[0]
    try:
        return PlaceParameters.model_validate(given, context={"directory": directory})
    except ValidationError as error:
        raise _french(error.errors(include_url=False)[0]) from None


def read_moment(text: str | None, directory: Directory) -> Moment | None:
    """Return the moment asked for; raises ``ParameterError``."""
    if text is None:
        return None
    try:
        return parse_moment(text, directory.clock().date())
    except MomentError as error:
        raise ParameterError("moment", str(error)) from error


def read_origin(parameters: PlaceParameters, directory: Directory) -> Origin | Ambiguous | None:
    """Return where the search starts from: a position, else a commune, else what was typed.

    Raises ``ParameterError`` when nothing is there.
    """
    if parameters.lat is not None and parameters.lon is not None:
        near = directory.territory.nearest_commune(parameters.lat, parameters.lon)
        return Origin(parameters.lat, parameters.lon, near.departement)
    if parameters.code_insee is not None:
        commune = directory.territory.find_commune(parameters.code_insee)
        if commune is None:
            raise ParameterError("code_insee", "aucune commune n’a ce code")
        return _origin(located_commune(commune))
    if parameters.lieu is None:
        return None
    found = locate(parameters.lieu, directory.territory, directory.suggester, directory.geocoder)
    if isinstance(found, NotLocated):
        raise ParameterError("lieu", found.template, **found.values)
    return found if isinstance(found, Ambiguous) else _origin(found)


def place_search(
    parameters: PlaceParameters, origin: Origin | None, directory: Directory
) -> PlaceSearch:
    """Return the search that the parameters ask for; raises ``ParameterError``."""
    if parameters.rayon_km is not None and origin is None:
        raise ParameterError("rayon_km", "un rayon demande un point de départ")
    return PlaceSearch(
        words=parameters.q,
        origin=origin,
        radius_km=parameters.rayon_km,
        filters=parameters.filters,
        moment=read_moment(parameters.moment, directory),
        page=parameters.page,
        per_page=parameters.par_page,
    )


def _origin(found: Located) -> Origin:
    return Origin(found.latitude, found.longitude, found.departement, found.label, found.code_insee)


def _french(error: ErrorDetails) -> ParameterError:
    parameter = str(error["loc"][0]) if error["loc"] else "lat"
    if error["type"] == "string_pattern_mismatch" and parameter in _PATTERNS:
        return ParameterError(parameter, _PATTERNS[parameter])
    template = _MESSAGES.get(error["type"])
    message = error["msg"] if template is None else template.format(**error.get("ctx", {}))
    return ParameterError(parameter, message)
