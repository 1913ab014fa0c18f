"""Counts the pages that the public opens: kind of page, département and day, and nothing else.

Neither address, search, theme nor browser is looked at; no cookie, no script. Pages on sensitive
subjects are counted without their département.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from threading import Thread

from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from portal.services.audience import Audience
from portal.store.db import transaction
from portal.store.visits import VisitKey, add_visits
from portal.web.access import directory
from portal.web.sessions import STAFF

logger = logging.getLogger(__name__)

_DEPARTEMENT = "portal.departement"


def in_departement(code: str) -> None:
    """Say for which département the page being answered was opened."""
    request.environ[_DEPARTEMENT] = code


def set_up_counting(app: Flask) -> None:
    """Count every page that the application answers, and save the counts beside the requests."""

    def save(counts: Mapping[VisitKey, int]) -> None:
        with app.app_context(), transaction() as session:
            add_visits(session, counts)

    audience = Audience(save)

    @app.after_request
    def _count(response: Response) -> Response:
        if _is_page(app, response):
            page = (request.endpoint or "").replace("_in.", ".")
            departement = "" if g.get("sensitive") else request.environ.get(_DEPARTEMENT, "")
            if audience.count(page, departement, directory().clock()):
                Thread(target=_save, args=(audience,), daemon=True).start()
        return response


def _is_page(app: Flask, response: Response) -> bool:
    view = app.view_functions.get(request.endpoint or "")
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.mimetype == "text/html"
        and getattr(view, "access", "") == "public"
        and not request.path.startswith(STAFF)
    )


def _save(audience: Audience) -> None:
    try:
        audience.save()
    except SQLAlchemyError as error:
        logger.warning("page counts kept for later: %s", type(error).__name__)
