"""The public pages."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from portal.services.readiness import readiness
from portal.web.access import directory, public
from portal.web.counting import in_departement
from portal.web.public.home_page import home_page
from portal.web.public.languages import follow_language, language
from portal.web.public.rendering import KeptPage, rendering
from portal.web.public.results_page import results_page
from portal.web.public.sensitive import asks_for_sensitive, mark_sensitive

pages = Blueprint("pages", __name__)
follow_language(pages)


@pages.get("/")
@public
def home() -> str:
    """Show the first page."""
    page = home_page(directory())
    return render_template("pages/home.html", page=page, labels=rendering().labels)


@pages.get("/lieux")
@public
def places() -> tuple[str, int]:
    """Show the results of a search, or what to choose or mend."""
    # The same question in the same minute on the same data has the same answer.
    minute = directory().clock().replace(second=0, microsecond=0)
    if asks_for_sensitive(request.args):
        mark_sensitive()
    key = (language().code, request.host, request.query_string, directory().index.built_at, minute)
    page, status, departement = rendering().pages.get(key, _results)
    in_departement(departement)
    return page, status


def _results() -> KeptPage:
    view = results_page(request.args, directory(), rendering())
    page = render_template("pages/results.html", view=view)
    return page, 400 if view.error else 200, view.departement


@pages.get("/sante")
@public
def health() -> Response:
    """Say that the process answers."""
    return jsonify({"etat": "ok"})


@pages.get("/pret")
@public
def ready() -> tuple[Response, int]:
    """Say whether the database and the index answer, and how far the index is."""
    state = readiness(directory())
    return jsonify(state), 200 if state["pret"] else 503
