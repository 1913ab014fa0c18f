"""Pairs of listings that may be one place: seen, set apart, or merged."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.listings.duplicates import duplicates_of, find_duplicates, set_apart
from portal.services.listings.editing import RefusedError, StaleError
from portal.services.listings.merging import merge, plan_merge
from portal.store.db import db
from portal.store.listings import get_reached
from portal.web.admin.duplicate_page import PER_PAGE, PREFIX, address_of, query_of, read_choices
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.publishing import show_to_public
from portal.web.paging import last_page, page_asked, part_of

duplicates = staff_blueprint("staff_duplicates")

_PAIR = "/doublons/<int:kept_id>/<int:other_id>"
_CHANGED = (
    "Quelqu’un a modifié une des deux fiches entre-temps. Rien n’a été fusionné. "
    "Relisez ce que la fusion donnerait maintenant."
)


@duplicates.get("/doublons")
@requires(Permission.MERGE_LISTINGS)
def all_pairs() -> str:
    """Show the pairs that may be one place, the likeliest first."""
    pairs = find_duplicates(actor())
    last = last_page(len(pairs), PER_PAGE)
    page = page_asked(request.args, last)
    return render_template(
        "gestion/doublons/tous.html",
        pairs=part_of(pairs, page, PER_PAGE),
        total=len(pairs),
        page=page,
        last=last,
        address=address_of,
    )


@duplicates.get("/fiches/<int:listing_id>/doublons")
@requires(Permission.MERGE_LISTINGS)
def of_listing(listing_id: int) -> str:
    """Show what may be the same place as one listing."""
    return render_template(
        "gestion/doublons/fiche.html",
        listing=get_reached(db.session(), listing_id, actor()),
        pairs=duplicates_of(listing_id, actor()),
    )


@duplicates.post("/doublons/<int:first_id>/<int:second_id>/differents")
@requires(Permission.MERGE_LISTINGS)
def two_places(first_id: int, second_id: int) -> Response:
    """Remember that two listings are two places."""
    set_apart(first_id, second_id, actor(), now())
    flash("C’est noté : ces deux fiches ne vous seront plus proposées ensemble.", "succes")
    # The pages that ask this are two; only the one of a listing says so.
    seen_from = request.form.get("fiche", type=int)
    known = seen_from in (first_id, second_id)
    return redirect(f"/gestion/fiches/{seen_from}/doublons" if known else "/gestion/doublons", 303)


@duplicates.get(_PAIR)
@requires(Permission.MERGE_LISTINGS)
def compare(kept_id: int, other_id: int) -> str:
    """Ask, part by part, which of the two is right."""
    return _page("gestion/doublons/choisir.html", kept_id, other_id)


@duplicates.get(f"{_PAIR}/apercu")
@requires(Permission.MERGE_LISTINGS)
def preview(kept_id: int, other_id: int) -> str:
    """Show what the choices give, before anything is written."""
    return _page("gestion/doublons/apercu.html", kept_id, other_id)


@duplicates.post(_PAIR)
@requires(Permission.MERGE_LISTINGS)
def merge_pair(kept_id: int, other_id: int) -> Response:
    """Merge the two as they were seen."""
    posted = request.form
    seen = posted.get("version", type=int, default=0), posted.get("autre", type=int, default=0)
    choices = read_choices(posted)
    preview_again = f"/gestion/doublons/{kept_id}/{other_id}/apercu?{query_of(choices)}"
    try:
        kept = merge(kept_id, other_id, seen, choices, actor(), now())
    except StaleError:
        flash(_CHANGED, "erreur")
        return redirect(preview_again, 303)
    except RefusedError as refusal:
        flash(str(refusal), "erreur")
        return redirect(preview_again, 303)
    show_to_public()
    flash(f"Les deux fiches n’en font plus qu’une : «{kept.name}».", "succes")
    return redirect(f"/gestion/fiches/{kept_id}/historique", 303)


def _page(template: str, kept_id: int, other_id: int) -> str:
    choices = read_choices(request.args)
    plan = plan_merge(kept_id, other_id, actor(), choices)
    query = query_of(choices)
    return render_template(template, plan=plan, choices=choices, query=query, prefix=PREFIX)
