"""Keeping the form of a funding file while it is being filled in, for its own agent alone."""

from __future__ import annotations

from flask import redirect, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.dossiers.drafts import forget_draft, keep_draft
from portal.services.posted_fields import TooLongError
from portal.store.db import db
from portal.store.dossiers import get_reached_dossier
from portal.store.listings import get_reached
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.row_numbers import typed_row_number

dossier_drafts = staff_blueprint("staff_dossier_drafts")

_NOT_KEPT = frozenset({"csrf_token", "fiche"})

Kept = tuple[dict[str, str], int]


@dossier_drafts.post("/dossiers/nouveau/brouillon")
@requires(Permission.INSTRUCT_DOSSIERS)
def keep_new() -> Kept:
    """Keep what the script of the form of a new file sends from time to time."""
    return _keep(_listing_id(), None)


@dossier_drafts.post("/dossiers/<int:dossier_id>/brouillon")
@requires(Permission.INSTRUCT_DOSSIERS)
def keep(dossier_id: int) -> Kept:
    """Keep what the script of the form of a file sends from time to time."""
    return _keep(_listing_of(dossier_id), dossier_id)


@dossier_drafts.post("/dossiers/nouveau/brouillon/oublier")
@requires(Permission.INSTRUCT_DOSSIERS)
def forget_new() -> Response:
    """Forget the draft of a new file and open the form anew."""
    listing_id = _listing_id()
    forget_draft(listing_id, None, actor())
    return redirect(f"/gestion/dossiers/nouveau?fiche={listing_id}", 303)


@dossier_drafts.post("/dossiers/<int:dossier_id>/brouillon/oublier")
@requires(Permission.INSTRUCT_DOSSIERS)
def forget(dossier_id: int) -> Response:
    """Forget the draft of a file and open the form anew."""
    forget_draft(_listing_of(dossier_id), dossier_id, actor())
    return redirect(f"/gestion/dossiers/{dossier_id}/modifier", 303)


def _keep(listing_id: int, dossier_id: int | None) -> Kept:
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _NOT_KEPT]
    try:
        keep_draft(listing_id, dossier_id, fields, actor(), now())
    except TooLongError as refusal:
        return {"message": str(refusal)}, 422
    return {"message": "Brouillon gardé."}, 200


def _listing_id() -> int:
    wanted = typed_row_number(request.args.get("fiche", ""))
    return get_reached(db.session(), wanted or 0, actor()).id


def _listing_of(dossier_id: int) -> int:
    return get_reached_dossier(db.session(), dossier_id, actor()).listing_id
