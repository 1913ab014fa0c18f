"""Writing a listing: the page of a new one, and that of one that exists."""

from __future__ import annotations

from flask import flash, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.listing import ListingStatus
from portal.services.listings.drafts import forget_draft
from portal.services.listings.duplicates import set_all_apart, warn_of
from portal.services.listings.editing import (
    RefusedError,
    StaleError,
    change_status,
    create_listing,
    edit_listing,
)
from portal.services.listings.placing import Placed
from portal.services.listings.reading import content_of
from portal.store.db import db
from portal.store.listings import Listing, get_reached
from portal.web.admin.addresses import safe_next
from portal.web.admin.forms.listing_form import ListingForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.listing_arranging import arranged, place_asked
from portal.web.admin.listing_conflict_page import conflict_page
from portal.web.admin.listing_form_page import (
    FormPage,
    NewListingForm,
    edit_form,
    new_form,
    open_draft,
    signed,
    told_apart,
)
from portal.web.admin.listing_placing import placed
from portal.web.admin.listing_preview_views import typed_preview
from portal.web.admin.publishing import show_to_public
from portal.web.admin.seen import Seen, read_seen

listing_form_pages = staff_blueprint("staff_listing_form")

Answer = Response | str | tuple[str, int]

NEW = "/gestion/fiches/nouvelle"
_SHOWN = 5
"""How many look-alikes are asked about at once."""
_STALE = (
    "Nous n’avons pas reconnu cette page : la fiche a pu changer depuis. Relisez ce que vous avez "
    "écrit, puis enregistrez de nouveau."
)


@listing_form_pages.get("/fiches/nouvelle")
@requires(Permission.EDIT_LISTINGS)
def new() -> str:
    """Show an empty form, or the draft of one."""
    draft, posted = open_draft(None)
    return FormPage(new_form(actor(), posted), NEW, draft=draft).render()


@listing_form_pages.post("/fiches/nouvelle")
@requires(Permission.EDIT_LISTINGS)
def create() -> Answer:
    """Save a new listing as a draft, and publish it when that was asked."""
    rearranged = arranged(request.form)
    form = new_form(actor(), rearranged or request.form)
    if rearranged is not None:
        place_asked(form, request.form)
        return FormPage(form, NEW).render()
    if not form.validate():
        return FormPage(form, NEW, errors=form.problems()).render(), 400
    found = placed(form)
    if "apercu" in request.form:
        return typed_preview(found.content, None)
    alike = warn_of(found.content, form.caf_id, actor())
    unseen = [pair for pair in alike if pair.second.id not in told_apart()]
    if unseen:
        return FormPage(form, NEW, duplicates=unseen[:_SHOWN]).render(), 409
    return _create(form, found)


@listing_form_pages.get("/fiches/<int:listing_id>/modifier")
@requires(Permission.EDIT_LISTINGS)
def ask(listing_id: int) -> str:
    """Show the form of a listing, or the draft of an edit that was left."""
    listing = get_reached(db.session(), listing_id, actor())
    draft, posted = open_draft(listing_id)
    if posted is None:
        form = signed(edit_form(content_of(listing)), listing_id, listing.version)
        return FormPage(form, _edit_address(listing_id), listing, draft).render()
    return FormPage(_posted_form(listing, posted), _edit_address(listing_id), listing).render()


@listing_form_pages.post("/fiches/<int:listing_id>/modifier")
@requires(Permission.EDIT_LISTINGS)
def edit(listing_id: int) -> Answer:
    """Save what was typed over what was seen, or ask where somebody else saved since."""
    listing = get_reached(db.session(), listing_id, actor())
    rearranged = arranged(request.form)
    form = _posted_form(listing, rearranged or request.form)
    page = FormPage(form, _edit_address(listing_id), listing)
    if rearranged is not None:
        place_asked(form, request.form)
        return page.render()
    if form.vu.errors or not form.validate():
        page.errors.extend(form.problems())
        return page.render(), 400
    found = placed(form)
    if "apercu" in request.form:
        return typed_preview(found.content, listing_id)
    return _save(listing_id, form, found)


def _posted_form(listing: Listing, posted: MultiDict[str, str]) -> ListingForm:
    """Return the form over what was seen; where that is not known, people look again."""
    seen = read_seen(posted.get("vu", ""), listing.id)
    if seen is None:
        form = signed(edit_form(content_of(listing), posted), listing.id, listing.version)
        form.validate()
        form.vu.errors = [_STALE]
        return form
    return edit_form(seen.content, posted)


def _create(form: NewListingForm, found: Placed) -> Answer:
    try:
        listing = create_listing(found.content, form.caf_id, actor(), now())
    except RefusedError as refusal:
        form.caf.errors = [str(refusal)]
        return FormPage(form, NEW, errors=form.problems()).render(), 400
    set_all_apart(listing.id, told_apart(), actor(), now())
    forget_draft(None, actor())
    return _leave(listing.id, "La fiche est enregistrée en brouillon.", found.said)


def _save(listing_id: int, form: ListingForm, found: Placed) -> Answer:
    seen = read_seen(form.vu.data, listing_id) or Seen(0, form.before)
    try:
        edit_listing(listing_id, found.content, seen.version, actor(), now(), seen.content)
    except StaleError:
        return conflict_page(listing_id, seen.content, found.content), 409
    except RefusedError as refusal:
        listing = get_reached(db.session(), listing_id, actor())
        errors = form.refuse(refusal.about, str(refusal))
        return FormPage(form, _edit_address(listing_id), listing, errors=errors).render(), 400
    forget_draft(listing_id, actor())
    return _leave(listing_id, "La fiche est enregistrée.", found.said)


def _leave(listing_id: int, said: str, position: str) -> Response:
    """Go to the listing once it is saved, published where that was asked.

    ``position`` is what there is to tell of where it stands on the map.
    """
    kind = "succes"
    if "publier" in request.form and actor().may(Permission.PUBLISH_LISTINGS):
        try:
            change_status(listing_id, ListingStatus.PUBLIEE, actor(), now())
            said = "La fiche est enregistrée et publiée."
        except RefusedError as refusal:
            kind, said = "erreur", f"{said} {refusal}"
    show_to_public()
    flash(f"{said} {position}".rstrip(), kind)
    back = request.form.get("retour", "")
    return redirect(safe_next(back) if back else f"/gestion/fiches/{listing_id}", 303)


def _edit_address(listing_id: int) -> str:
    return f"/gestion/fiches/{listing_id}/modifier"
