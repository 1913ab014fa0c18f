"""Error pages: French, with a way out, and nothing about the inside."""

from __future__ import annotations

import logging

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from portal.web.problems import problem

logger = logging.getLogger(__name__)

_WORDS = {
    404: ("Cette page n’existe pas", "L’adresse est peut-être mal écrite, ou la page a changé."),
    405: ("Cette action n’est pas possible ici", "Revenez à la page précédente."),
    413: ("Ce que vous envoyez est trop gros", "Réduisez la taille du fichier."),
}
_REFUSED = ("Nous n’avons pas compris cette demande", "Revenez à la page précédente et réessayez.")
_BROKEN = (
    "Quelque chose ne marche pas chez nous",
    "Réessayez dans quelques minutes. Les numéros d’urgence ci-dessous répondent.",
)


def set_error_pages(app: Flask) -> None:
    """Answer every error with a page (the API: a problem); what is unforeseen is logged."""

    @app.errorhandler(HTTPException)
    def _http_error(error: HTTPException) -> Response:
        return _answer(error.code or 500)

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> Response:
        logger.error("unforeseen error", exc_info=error)
        return _answer(500)


def _answer(status: int) -> Response:
    heading, explanation = _WORDS.get(status, _REFUSED if status < 500 else _BROKEN)
    if request.path.startswith("/api/"):
        return problem(status, heading)
    page = render_template("pages/error.html", heading=heading, explanation=explanation)
    return Response(page, status=status, mimetype="text/html")
