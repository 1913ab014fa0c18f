"""Error pages: French, with a way out, and nothing about the inside."""

from __future__ import annotations

import logging

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

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
    """Answer every error with a page; what is unforeseen is logged."""

    @app.errorhandler(HTTPException)
    def _http_error(error: HTTPException) -> tuple[str, int]:
        status = error.code or 500
        return _page(status), status

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> tuple[str, int]:
        logger.error("unforeseen error", exc_info=error)
        return _page(500), 500


def _page(status: int) -> str:
    default = _REFUSED if status < 500 else _BROKEN
    heading, explanation = _WORDS.get(status, default)
    return render_template("pages/error.html", heading=heading, explanation=explanation)
