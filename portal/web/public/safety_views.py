"""Safety: the urgent numbers, and ways to read this site without being seen."""

from __future__ import annotations

from flask import Blueprint, render_template

from portal.web.access import public
from portal.web.public.languages import follow_language
from portal.web.public.sensitive import sensitive

safety = Blueprint("safety", __name__)
follow_language(safety)


@safety.get("/urgence")
@public
@sensitive
def emergency() -> str:
    """Show whom to call in danger."""
    return render_template("pages/urgence.html")


@safety.get("/consulter-discretement")
@public
@sensitive
def discreetly() -> str:
    """Say what leaving in a hurry does, and what the browser keeps all the same."""
    return render_template("pages/consulter_discretement.html")
