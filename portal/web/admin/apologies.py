"""What staff read when something cannot be done: what happened, and that nothing was saved."""

from __future__ import annotations

import logging

from flask import Blueprint, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Forbidden, NotFound

from portal.store.db import NotFoundError

logger = logging.getLogger(__name__)

Answer = tuple[str, int]


def answer_errors(blueprint: Blueprint) -> None:
    """Give the pages of a blueprint their apologies; what is not named here is the portal's."""
    blueprint.register_error_handler(NotFoundError, nothing_here)
    blueprint.register_error_handler(NotFound, nothing_here)
    blueprint.register_error_handler(Forbidden, _not_open)
    blueprint.register_error_handler(OperationalError, _database_is_busy)
    blueprint.register_error_handler(CSRFError, _stale_form)


def nothing_here(_error: Exception) -> Answer:
    """Answer in the same words whether it does not exist or is another Caf's."""
    return _apology(
        "Il n’y a rien à cette adresse", "Ce que vous cherchez a peut-être été déplacé."
    ), 404


def _not_open(_error: Exception) -> Answer:
    return _apology(
        "Cette page ne vous est pas ouverte",
        "Votre rôle ne le permet pas. Demandez au responsable de votre Caf.",
    ), 403


def _stale_form(_error: Exception) -> Answer:
    return _apology(
        "Cette page est restée ouverte trop longtemps",
        "Rien n’a été enregistré. Revenez en arrière, rechargez la page, puis recommencez.",
    ), 400


def _database_is_busy(error: OperationalError) -> Answer:
    # Not the error itself: its text may hold what people wrote.
    logger.error("the database did not answer a staff page: %s", error.orig)
    return _apology(
        "L’enregistrement n’est pas possible en ce moment",
        "Rien n’a été enregistré. Attendez une minute, puis recommencez.",
    ), 503


def _apology(heading: str, explanation: str) -> str:
    return render_template("gestion/excuse.html", heading=heading, explanation=explanation)
