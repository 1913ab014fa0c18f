"""The pages to browse by: themes, départements, communes."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.vocabulary import Facet
from portal.services.browsing import RADIUS_KM
from portal.web.access import directory, public
from portal.web.counting import in_departement
from portal.web.public.browse_page import (
    commune_view,
    departement_view,
    departements_by_region,
    theme_view,
    themes_by_family,
)
from portal.web.public.languages import follow_language, language
from portal.web.public.rendering import rendering

browse_pages = Blueprint("browse", __name__)
follow_language(browse_pages)


@browse_pages.get("/themes")
@public
def themes() -> str:
    """Show every theme by family."""
    return _kept(
        lambda: render_template("pages/themes.html", families=themes_by_family(directory()))
    )


@browse_pages.get("/themes/<slug>")
@public
def theme(slug: str) -> str:
    """Show one theme."""
    term = directory().vocabulary.find(Facet.THEME, slug)
    if term is None:
        abort(404)
    return _kept(
        lambda: render_template("pages/theme.html", view=theme_view(directory(), term, rendering()))
    )


@browse_pages.get("/departements")
@public
def departements() -> str:
    """Show every département by région."""
    return _kept(
        lambda: render_template(
            "pages/departements.html", regions=departements_by_region(directory())
        )
    )


@browse_pages.get("/departements/<code>")
@public
def departement(code: str) -> str | Response:
    """Show one département."""
    known = directory().territory.departements
    if code not in known:
        return _in_capitals("departements", code, code.upper() in known)
    in_departement(code)
    return _kept(
        lambda: render_template(
            "pages/departement.html", view=departement_view(directory(), known[code], rendering())
        )
    )


@browse_pages.get("/communes/<code_insee>")
@public
def commune(code_insee: str) -> str | Response:
    """Show one commune or arrondissement."""
    territory = directory().territory
    found = territory.find_commune(code_insee)
    if found is None:
        capitals = territory.find_commune(code_insee.upper())
        return _in_capitals("communes", code_insee, capitals is not None)
    in_departement(found.departement)
    return _kept(
        lambda: render_template(
            "pages/commune.html",
            view=commune_view(directory(), found, rendering()),
            radius=int(RADIUS_KM),
        )
    )


def _in_capitals(folder: str, code: str, known: bool) -> Response:
    """Lead from «2a» to «2A», the one address of a page; what is unknown is not found."""
    if not known:
        abort(404)
    return redirect(f"{language().root}/{folder}/{code.upper()}", 301)


def _kept(render: Callable[[], str]) -> str:
    """Return a page as it was rendered earlier in the same minute on the same data."""
    minute = directory().clock().replace(second=0, microsecond=0)
    key = (request.path, request.host_url, directory().index.built_at, minute)
    return rendering().pages.get(key, lambda: (render(), 200, ""))[0]
