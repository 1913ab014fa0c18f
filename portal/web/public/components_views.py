"""The catalogue of components, for those who work on the portal: in production there is none."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template

from portal.settings import Settings
from portal.web.access import directory, public
from portal.web.public.rendering import rendering
from portal.web.public.samples import catalogue

components = Blueprint("components", __name__)


@components.get("/composants")
@public
def show_components() -> Response:
    """Show every component with its samples."""
    if not _in_development():
        abort(404)
    groups = catalogue(directory(), rendering())
    page = render_template("pages/composants.html", groups=groups)
    return Response(page, headers={"X-Robots-Tag": "noindex"})


def _in_development() -> bool:
    settings: Settings = current_app.extensions["portal.settings"]
    return current_app.debug or current_app.testing or settings.development
