"""What the second of two moderators is told, who came after the decision."""

from __future__ import annotations

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from portal.services.moderation.decisions import DecidedError


def lead_to_decision(error: DecidedError) -> Response:
    """Lead to the page of what was decided, which says what and when; here is who."""
    who = error.last.actor if error.last else "Quelqu’un d’autre"
    flash(f"{who} vient de s’en occuper. Vous n’avez rien changé.", "erreur")
    return redirect(request.path.rpartition("/")[0], 303)
