"""Verifying listings: the queue, and «Toujours exact» for each group of a listing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import day_in_paris
from portal.domain.freshness import FieldGroup, Means
from portal.services.listings.editing import RefusedError
from portal.services.listings.reading import content_of
from portal.services.listings.review_queue import next_of, review_queue
from portal.services.listings.reviewing import Review, review_of
from portal.services.listings.verifying import UnseenError, verify
from portal.store.db import db
from portal.web.access import directory
from portal.web.admin.forms.verification import VerificationForm, shown
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.publishing import show_to_public
from portal.web.admin.verification_page import (
    ADDRESS,
    group_views,
    phone_of,
    queue_page,
    read_asked,
    review_address,
)

verifications = staff_blueprint("staff_verifications")


@verifications.get("/verifications")
@requires(Permission.VERIFY_LISTINGS)
def queue() -> str:
    """Show the listings to verify, the latest first."""
    asked = read_asked(request.args)
    found = review_queue(db.session(), actor(), day_in_paris(now()), directory().school, asked)
    page = queue_page(found, asked, request.args)
    return render_template("gestion/verifications.html", view=page, groups=tuple(FieldGroup))


@verifications.get("/fiches/<int:listing_id>/verifier")
@requires(Permission.VERIFY_LISTINGS)
def ask(listing_id: int) -> str:
    """Show what a listing says, for somebody who calls or visits the place."""
    means = request.args.get("moyen")
    known = means if means in set(Means) else None
    return _page(_review(listing_id), VerificationForm(formdata=None, data={"moyen": known}))


@verifications.post("/fiches/<int:listing_id>/verifier")
@requires(Permission.VERIFY_LISTINGS)
def still_right(listing_id: int) -> Response | tuple[str, int]:
    """Record what is still right, then go on with the queue."""
    review, form = _review(listing_id), VerificationForm()
    if not form.validate():
        return _page(review, form), 400
    try:
        verify(listing_id, form.groups, Means(form.moyen.data), actor(), now(), form.seen)
    except UnseenError as refusal:
        form.groupe.errors = [str(refusal)]
        return _page(_review(listing_id), form), 409
    except RefusedError as refusal:
        form.groupe.errors = [str(refusal)]
        return _page(review, form), 400
    show_to_public()
    flash(f"C’est noté, toujours exact : {form.told}. Fiche : {review.listing.name}.", "succes")
    return redirect(_next(listing_id, form), 303)


def _review(listing_id: int) -> Review:
    return review_of(db.session(), listing_id, actor(), day_in_paris(now()), directory().school)


def _page(review: Review, form: VerificationForm) -> str:
    asked = read_asked(request.args) if _in_queue() else None
    if asked is not None:
        found = review_queue(db.session(), actor(), day_in_paris(now()), directory().school, asked)
        form.suite.data = next_of(found, review.listing.id)
    form.vu.data = shown(content_of(review.listing))
    return render_template(
        "gestion/verifier.html",
        review=review,
        groups=group_views(review),
        phone_number=phone_of(review),
        form=form,
        errors=form.problems(),
        here=review_address(review.listing.id, asked),
        skip=review_address(form.suite.data, asked) if form.suite.data else "",
    )


def _next(listing_id: int, form: VerificationForm) -> str:
    """Return where to go on: this listing while something in it is due, else the next one."""
    asked = read_asked(request.args) if _in_queue() else None
    means = str(form.moyen.data)
    if asked is None or _review(listing_id).is_due:
        return review_address(listing_id, asked, means)
    return review_address(form.suite.data, asked, means) if form.suite.data else ADDRESS


def _in_queue() -> bool:
    return request.args.get("file") == "oui"
