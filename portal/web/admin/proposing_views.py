"""Proposing changes to a listing, with the account of a managing body."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.listings.editing import RefusedError
from portal.services.moderation.proposals import propose
from portal.store.db import db
from portal.store.listings import Listing, get_reached
from portal.store.proposals import list_proposals_of_account
from portal.web.admin.forms.proposal_form import ProposalForm, opened_form, posted_form
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.hours_views import show_preview

proposing = staff_blueprint("staff_proposing")

_LISTING = "/fiches/<int:listing_id>/proposer"

Answer = Response | str | tuple[str, int]


@proposing.get(_LISTING)
@requires(Permission.PROPOSE_CHANGES)
def write(listing_id: int) -> str:
    """Show the form of a listing, and what came of earlier proposals."""
    listing = get_reached(db.session(), listing_id, actor())
    return _page(listing, opened_form(listing))


@proposing.post(_LISTING)
@requires(Permission.PROPOSE_CHANGES)
def send(listing_id: int) -> Answer:
    """Take the changes that are proposed."""
    listing = get_reached(db.session(), listing_id, actor())
    form, ready = posted_form(listing, request.form)
    if not ready:
        return _page(listing, form), 400 if form.problems() else 200
    try:
        propose(listing_id, form.draft(), actor(), now())
    except RefusedError as refusal:
        form.refused = str(refusal)
        return _page(listing, form), 400
    flash("Votre proposition est arrivée. Une personne de la Caf va la lire.", "succes")
    return redirect(f"/gestion/fiches/{listing_id}/proposer", 303)


@proposing.post(f"{_LISTING}/horaires")
@requires(Permission.PROPOSE_CHANGES)
def hours(listing_id: int) -> str | tuple[str, int]:
    """Answer what the public would read of the hours that are being typed."""
    get_reached(db.session(), listing_id, actor())
    return show_preview()


def _page(listing: Listing, form: ProposalForm) -> str:
    agent_id = actor().agent_id or 0
    return render_template(
        "gestion/moderation/proposer.html",
        listing=listing,
        form=form,
        action=f"/gestion/fiches/{listing.id}/proposer",
        errors=form.problems(),
        earlier=list_proposals_of_account(db.session(), agent_id, listing.id),
    )
