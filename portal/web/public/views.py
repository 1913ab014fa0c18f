"""The public pages."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from portal.services.readiness import readiness
from portal.services.search import count_places
from portal.web.access import directory, public
from portal.web.public.languages import follow_language, language
from portal.web.public.rendering import rendering
from portal.web.public.results_page import results_page
from portal.web.public.wording import day, places_counted

pages = Blueprint("pages", __name__)
follow_language(pages)

SITUATIONS = (
    ("/lieux?theme=arrivee_enfant", "J’attends un enfant"),
    ("/lieux?theme=adolescence", "Mon ado et moi, ça ne va plus"),
    ("/lieux?theme=separation", "Nous nous séparons"),
    ("/lieux?theme=incarceration&type=rep", "Un parent est en prison"),
    ("/lieux?theme=repit", "Je suis épuisé·e"),
    ("/lieux?theme=handicap", "Mon enfant est en situation de handicap"),
    ("/lieux?type=ecoute_distance", "Parler à quelqu’un maintenant"),
)


@pages.get("/")
@public
def home() -> str:
    """Show the first page."""
    return render_template(
        "pages/home.html",
        situations=SITUATIONS,
        counted=places_counted(count_places(directory())),
        data_of=day(directory().index.built_at.date().isoformat()),
    )


@pages.get("/lieux")
@public
def places() -> tuple[str, int]:
    """Show the results of a search, or what to choose or mend."""
    # The same question in the same minute on the same data has the same answer.
    minute = directory().clock().replace(second=0, microsecond=0)
    key = (language().code, request.query_string, directory().index.built_at, minute)
    return rendering().pages.get(key, _results)


def _results() -> tuple[str, int]:
    view = results_page(request.args, directory(), rendering())
    return render_template("pages/results.html", view=view), 400 if view.error else 200


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
