"""Error pages: with a way out and the urgent numbers, and nothing about the inside."""

from __future__ import annotations

import logging

from flask import Flask, Response, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from portal.web.problems import problem
from portal.web.public.languages import speak_as_in

logger = logging.getLogger(__name__)

_KEPT_HEADERS = frozenset({"Allow", "Retry-After"})


def set_error_pages(app: Flask) -> None:
    """Answer every error with a page (the API: a problem); what is unforeseen is logged."""

    @app.errorhandler(HTTPException)
    def _http_error(error: HTTPException) -> Response:
        answer = _answer(error.code or 500)
        kept = [header for header in error.get_headers() if header[0] in _KEPT_HEADERS]
        answer.headers.extend(kept)
        return answer

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> Response:
        logger.error("unforeseen error", exc_info=error)
        return _answer(500)


def _answer(status: int) -> Response:
    if request.path.startswith("/api/"):
        return problem(status, _words(status)[0])
    speak_as_in(request.path)
    heading, explanation = _words(status)
    page = render_template("pages/error.html", heading=heading, explanation=explanation)
    return Response(page, status=status, mimetype="text/html")


def _words(status: int) -> tuple[str, str]:
    """Return the heading and the explanation of an error, in the language of the page."""
    if status in (404, 410):
        heading = _("Cette page n’existe pas")
        return heading, _("L’adresse est peut-être mal écrite, ou la page a changé.")
    if status == 405:
        return _("Cette action n’est pas possible ici"), _("Revenez à la page précédente.")
    if status == 413:
        return _("Ce que vous envoyez est trop gros"), _("Réduisez la taille du fichier.")
    if status == 429:
        heading = _("Trop de demandes en peu de temps")
        return heading, _("Attendez quelques minutes, puis réessayez.")
    if status < 500:
        heading = _("Nous n’avons pas compris cette demande")
        return heading, _("Revenez à la page précédente et réessayez.")
    heading = _("Quelque chose ne marche pas chez nous")
    return heading, _(
        "Réessayez dans quelques minutes. Les numéros d’urgence ci-dessous répondent."
    )
