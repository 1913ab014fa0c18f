"""The orientation: a few questions, one a page, then what to do first."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from portal.services.orientation import load_questionnaire
from portal.web.access import directory, public
from portal.web.public.languages import follow_language
from portal.web.public.orientation_page import orientation_page
from portal.web.public.orientation_visit import Visit
from portal.web.public.rendering import rendering
from portal.web.public.sensitive import sensitive

orientation = Blueprint("orientation", __name__)
follow_language(orientation)


@orientation.get("/orientation")
@public
@sensitive
def ask() -> tuple[str, int]:
    """Show the question, the urgent numbers or the suggestions that the address asks for."""
    page = orientation_page(Visit(load_questionnaire(), request.args), directory())
    shown = render_template(page.template, page=page, labels=rendering().labels)
    return shown, page.status
