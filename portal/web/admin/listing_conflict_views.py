"""Choosing between one's own change and another's, field by field."""

from __future__ import annotations

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.listings.changes import three_way
from portal.services.listings.drafts import forget_draft
from portal.services.listings.editing import RefusedError, StaleError, edit_listing
from portal.services.listings.reconciling import settle
from portal.store.db import db
from portal.store.listings import get_reached
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.listing_conflict_page import conflict_page
from portal.web.admin.publishing import show_to_public
from portal.web.admin.seen import Sides, read_sides

listing_conflicts = staff_blueprint("staff_listing_conflicts")

MINE, THEIRS = "moi", "autre"


@listing_conflicts.post("/fiches/<int:listing_id>/accorder")
@requires(Permission.EDIT_LISTINGS)
def choose(listing_id: int) -> Response | tuple[str, int]:
    """Save what was chosen over the version that it was chosen against."""
    get_reached(db.session(), listing_id, actor())
    sides = read_sides(request.form.get("accord", ""), listing_id)
    if sides is None:
        abort(404)
    _, conflicts = three_way(sides.base, sides.mine, sides.theirs)
    answers = [request.form.get(f"choix-{rank}", "") for rank in range(len(conflicts))]
    missing = [
        (f"choix-{rank}-{MINE}", f"{conflict.label} : choisissez l’un des deux textes.")
        for rank, conflict in enumerate(conflicts)
        if answers[rank] not in (MINE, THEIRS)
    ]
    if missing:
        return conflict_page(listing_id, sides.base, sides.mine, missing, answers), 400
    paths = [
        conflict.path for conflict, answer in zip(conflicts, answers, strict=True) if answer == MINE
    ]
    return _save(listing_id, sides, paths, answers)


def _save(
    listing_id: int, sides: Sides, paths: list[str], answers: list[str]
) -> Response | tuple[str, int]:
    try:
        content = settle(sides.base, sides.mine, sides.theirs, paths)
        edit_listing(listing_id, content, sides.version, actor(), now(), sides.theirs)
    except RefusedError as refusal:
        said = [("", str(refusal))]
        return conflict_page(listing_id, sides.base, sides.mine, said, answers), 400
    except StaleError:
        # Somebody saved once more: what was chosen is now what is compared.
        return conflict_page(listing_id, sides.theirs, content), 409
    forget_draft(listing_id, actor())
    show_to_public()
    flash("Les deux modifications sont réunies et enregistrées.", "succes")
    return redirect(f"/gestion/fiches/{listing_id}", 303)
