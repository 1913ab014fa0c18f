"""Keeping the form of a listing while it is being filled in, for its own agent alone."""

from __future__ import annotations

from flask import redirect, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.listings.drafts import forget_draft, keep_draft
from portal.services.posted_fields import TooLongError
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.listing_form_views import NEW
from portal.web.admin.seen import read_seen
from portal.web.row_numbers import typed_row_number

listing_drafts = staff_blueprint("staff_listing_drafts")

_NOT_KEPT = frozenset({"csrf_token", "fiche"})


@listing_drafts.post("/fiches/brouillon")
@requires(Permission.EDIT_LISTINGS)
def keep() -> tuple[dict[str, str], int]:
    """Keep what the script of the form sends from time to time."""
    listing_id = _listing_id()
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _NOT_KEPT]
    seen = read_seen(request.form.get("vu", ""), listing_id) if listing_id else None
    try:
        keep_draft(listing_id, fields, seen.version if seen else None, actor(), now())
    except TooLongError as refusal:
        return {"message": str(refusal)}, 422
    return {"message": "Brouillon gardé."}, 200


@listing_drafts.post("/fiches/brouillon/oublier")
@requires(Permission.EDIT_LISTINGS)
def forget() -> Response:
    """Forget a draft and open the form anew."""
    listing_id = _listing_id()
    forget_draft(listing_id, actor())
    return redirect(f"/gestion/fiches/{listing_id}/modifier" if listing_id else NEW, 303)


def _listing_id() -> int | None:
    """Return the listing that the draft is about; None for a new one."""
    return typed_row_number(request.form.get("fiche", ""))
