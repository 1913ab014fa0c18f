"""The history of a listing, and going back to one of its versions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.french import NBSP
from portal.services.listings.editing import RefusedError, StaleError
from portal.services.listings.history import history_of, plan_restoration, restore_version
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.publishing import show_to_public

history = staff_blueprint("staff_history")

_HISTORY = "/fiches/<int:listing_id>/historique"
_CHANGED = (
    "Quelqu’un a modifié la fiche entre-temps. Rien n’a changé. "
    "Voici ce que le retour ferait maintenant."
)


@history.get(_HISTORY)
@requires(Permission.READ_HISTORY)
def all_acts(listing_id: int) -> str:
    """Show what was done to a listing, the newest first."""
    found = history_of(listing_id, actor())
    return render_template("gestion/historique/fiche.html", history=found, listing=found.listing)


@history.get(f"{_HISTORY}/<int:number>")
@requires(Permission.EDIT_LISTINGS)
def one_version(listing_id: int, number: int) -> str:
    """Show what going back to a version would change."""
    plan = plan_restoration(listing_id, number, actor())
    return render_template("gestion/historique/version.html", plan=plan, listing=plan.listing)


@history.post(f"{_HISTORY}/<int:number>")
@requires(Permission.EDIT_LISTINGS)
def restore(listing_id: int, number: int) -> Response:
    """Go back to a version, over the one that was seen."""
    seen = request.form.get("version", type=int, default=0)
    try:
        restore_version(listing_id, number, seen, actor(), now())
    except StaleError:
        flash(_CHANGED, "erreur")
        return redirect(f"/gestion/fiches/{listing_id}/historique/{number}", 303)
    except RefusedError as refusal:
        flash(str(refusal), "erreur")
        return redirect(f"/gestion/fiches/{listing_id}/historique/{number}", 303)
    show_to_public()
    flash(f"La fiche dit de nouveau ce que disait la version{NBSP}{number}.", "succes")
    return redirect(f"/gestion/fiches/{listing_id}/historique", 303)
