"""The pages that inform: who listens, and what the site says of itself."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request

from portal.domain.retention import RETENTIONS, Kept
from portal.settings import Settings
from portal.web.access import directory, public
from portal.web.public.languages import follow_language
from portal.web.public.listening_page import listening_page
from portal.web.public.rendering import rendering

info = Blueprint("info", __name__)
follow_language(info)


@info.get("/ecoute")
@public
def listening() -> tuple[str, int]:
    """Show who can be called, those who answer now first."""
    view = listening_page(request.args, directory())
    page = render_template("pages/ecoute.html", view=view, labels=rendering().labels)
    return page, 400 if view.error else 200


@info.get("/accessibilite")
@public
def accessibility() -> str:
    """Declare how accessible the site is."""
    return render_template("pages/accessibilite.html")


@info.get("/donnees-personnelles")
@public
def personal_data() -> str:
    """Say what is known of visitors: almost nothing."""
    settings: Settings = current_app.extensions["portal.settings"]
    return render_template(
        "pages/donnees_personnelles.html",
        tiles=bool(settings.map_tiles_url),
        geocoder=bool(settings.geocoder_url),
        reports_kept=RETENTIONS[Kept.CORRESPONDENCE].duration,
    )


@info.get("/mentions-legales")
@public
def legal_notice() -> str:
    """Say who publishes the site."""
    return render_template("pages/mentions_legales.html")


@info.get("/plan-du-site")
@public
def site_plan() -> str:
    """List every page that there is one of, the themes and the départements."""
    return render_template(
        "pages/plan_du_site.html",
        themes=directory().vocabulary.themes(),
        departements=directory().territory.departements.values(),
    )
