"""A listing for staff: where it stands, what it says, what is missing, what comes next."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.listing import ListingStatus
from portal.services.listings.belonging import change_caf
from portal.services.listings.editing import RefusedError, StatusChangedError, change_status
from portal.store.db import db
from portal.store.listings import get_reached
from portal.web.access import directory
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.listing_summary import summary_of
from portal.web.admin.publishing import show_to_public
from portal.web.row_numbers import typed_row_number

listing_pages = staff_blueprint("staff_listing")

_DONE = {
    ListingStatus.PUBLIEE: "La fiche est publiée : le public la voit.",
    ListingStatus.SUSPENDUE: "La fiche est suspendue : le public ne la voit plus.",
    ListingStatus.ARCHIVEE: "La fiche est archivée : le public ne la voit plus.",
    ListingStatus.BROUILLON: "La fiche est de nouveau un brouillon.",
}

_NATIONAL = "La fiche ne relève d’aucune Caf : c’est un service national."


@listing_pages.get("/fiches/<int:listing_id>")
@requires(Permission.READ_LISTINGS)
def show(listing_id: int) -> str:
    """Show the summary of a listing."""
    return _summary(listing_id)


@listing_pages.post("/fiches/<int:listing_id>/statut")
@requires(Permission.PUBLISH_LISTINGS)
def step(listing_id: int) -> Response | tuple[str, int]:
    """Take a listing to another status, or say what keeps it from going there."""
    wanted, seen = _status("statut"), _status("vu")
    try:
        change_status(listing_id, wanted, actor(), now(), seen)
    except StatusChangedError as changed:
        flash(str(changed), "erreur")
        return _summary(listing_id), 409
    except RefusedError as refusal:
        flash(str(refusal), "erreur")
    else:
        show_to_public()
        flash(_DONE[wanted], "succes")
    return redirect(f"/gestion/fiches/{listing_id}", 303)


@listing_pages.post("/fiches/<int:listing_id>/caf")
@requires(Permission.MOVE_LISTINGS)
def move(listing_id: int) -> Response:
    """Give a listing to another Caf, or say what keeps it with its own."""
    typed = request.form.get("caf")
    caf_id = typed_row_number(typed or "")
    if typed is None or (typed and caf_id is None):
        abort(404)
    try:
        listing = change_caf(listing_id, caf_id, actor(), now())
    except RefusedError as refusal:
        flash(str(refusal), "erreur")
    else:
        show_to_public()
        flash(f"La fiche relève de : {listing.caf.name}." if listing.caf else _NATIONAL, "succes")
    return redirect(f"/gestion/fiches/{listing_id}", 303)


def _summary(listing_id: int) -> str:
    listing = get_reached(db.session(), listing_id, actor())
    view = summary_of(db.session(), listing, actor(), directory().school, now())
    return render_template("gestion/fiche/resume.html", view=view, listing=listing)


def _status(name: str) -> ListingStatus:
    """Return the status that a field names; what names none was not sent by our page."""
    given = request.form.get(name, "")
    if given not in set(ListingStatus):
        abort(404)
    return ListingStatus(given)
