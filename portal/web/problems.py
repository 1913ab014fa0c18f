"""Errors of the API: ``application/problem+json`` (RFC 9457) with a French message."""

from __future__ import annotations

import json

from flask import Response

from portal.web.reading import ParameterError


def problem(status: int, title: str, **more: object) -> Response:
    """Return an error answer."""
    body = json.dumps({"title": title, "status": status, **more}, ensure_ascii=False)
    return Response(body, status=status, mimetype="application/problem+json")


def bad_parameter(error: ParameterError) -> Response:
    """Return the answer to a bad parameter."""
    wrong = {"parametre": error.parameter, "message": error.message}
    return problem(400, "Paramètre incorrect", erreur=wrong)
