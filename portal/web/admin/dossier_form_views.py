"""Writing a funding file: the page of a new one, and that of one that exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import flash, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.dossiers.states import EDITABLE
from portal.domain.dossiers.words import years
from portal.services.dossiers.drafts import draft_of, forget_draft
from portal.services.dossiers.editing import create_dossier, edit_dossier, why_no_file
from portal.services.dossiers.errors import RefusedStepError, StaleDossierError
from portal.services.dossiers.findings import shown_ceiling
from portal.services.posted_fields import unpacked
from portal.store.db import db
from portal.store.dossiers import get_reached_dossier
from portal.store.listings import Listing, get_reached
from portal.web.admin.dossier_form_arranging import arranged
from portal.web.admin.dossier_form_offer import offered
from portal.web.admin.dossier_form_page import (
    DossierFormPage,
    Posted,
    Subject,
    new_subject,
    subject_of,
)
from portal.web.admin.dossier_form_seen import acts_since, mark_of, read_mark
from portal.web.admin.forms.dossier_form import DossierForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.row_numbers import typed_row_number

dossier_form_pages = staff_blueprint("staff_dossier_form")
dossier_form_pages.add_app_template_filter(shown_ceiling, "shown_ceiling")

Answer = Response | str | tuple[str, int]

_WRONG, _CLASH, _UNREADABLE = 400, 409, 422


@dossier_form_pages.get("/dossiers/nouveau")
@requires(Permission.INSTRUCT_DOSSIERS)
def new() -> Answer:
    """Show the form of a new file, which begins with what its listing says."""
    listing = _listing()
    return _refusal(listing) or _opened(new_subject(listing))


@dossier_form_pages.post("/dossiers/nouveau")
@requires(Permission.INSTRUCT_DOSSIERS)
def create() -> Answer:
    """Save a new file as a draft."""
    listing = _listing()
    return _refusal(listing) or _answer(new_subject(listing), request.form)


@dossier_form_pages.post("/dossiers/nouveau/apercu")
@requires(Permission.INSTRUCT_DOSSIERS)
def preview_new() -> Answer:
    """Answer what the rules say of a new file as it is typed; nothing is saved."""
    listing = _listing()
    return _refusal(listing) or _preview(new_subject(listing), request.form)


@dossier_form_pages.get("/dossiers/<int:dossier_id>/modifier")
@requires(Permission.INSTRUCT_DOSSIERS)
def ask(dossier_id: int) -> Answer:
    """Show the form of a file, while it may be changed."""
    dossier = get_reached_dossier(db.session(), dossier_id, actor())
    if dossier.state not in EDITABLE:
        flash(f"Ce dossier ne peut plus être modifié : il est «{dossier.state.label}».", "erreur")
        return redirect(f"/gestion/dossiers/{dossier_id}", 303)
    return _opened(subject_of(dossier))


@dossier_form_pages.post("/dossiers/<int:dossier_id>/modifier")
@requires(Permission.INSTRUCT_DOSSIERS)
def edit(dossier_id: int) -> Answer:
    """Save what was typed, unless somebody else saved since the form was opened."""
    dossier = get_reached_dossier(db.session(), dossier_id, actor())
    return _answer(subject_of(dossier), request.form)


@dossier_form_pages.post("/dossiers/<int:dossier_id>/apercu")
@requires(Permission.INSTRUCT_DOSSIERS)
def preview(dossier_id: int) -> Answer:
    """Answer what the rules say of a file as it is typed; nothing is saved."""
    dossier = get_reached_dossier(db.session(), dossier_id, actor())
    return _preview(subject_of(dossier), request.form)


def _listing() -> Listing:
    wanted = typed_row_number(request.args.get("fiche", ""))
    return get_reached(db.session(), wanted or 0, actor())


def _refusal(listing: Listing) -> Response | None:
    """Return to a listing that can have no file, and say why."""
    reason = why_no_file(listing)
    if not reason:
        return None
    flash(reason, "erreur")
    return redirect(f"/gestion/fiches/{listing.id}", 303)


def _opened(subject: Subject) -> str:
    """Show the form as it opens, or as its agent left it where that was asked."""
    draft = draft_of(db.session(), subject.listing.id, subject.dossier_id, actor())
    if draft is not None and request.args.get("brouillon") == "reprendre":
        return _rearranged(subject, MultiDict(unpacked(draft.fields)))
    preview = subject.preview(subject.content)
    return DossierFormPage(subject, subject.opened(), preview, draft=draft).render()


def _preview(subject: Subject, posted: Posted) -> Answer:
    form = subject.form(posted)
    if not form.validate():
        return _fragment(problems=form.problems()), _UNREADABLE
    return _fragment(preview=subject.preview(form.content()))


def _fragment(**given: object) -> str:
    return render_template("gestion/dossiers/formulaire_apercu.html", **given)


def _answer(subject: Subject, posted: Posted) -> Answer:
    """Do what the button that was pressed says; only the last one saves."""
    rearranged = arranged(posted)
    if rearranged is not None:
        return _rearranged(subject, rearranged)
    form = subject.form(posted)
    page = DossierFormPage(subject, form)
    if not form.validate():
        page.errors = form.problems()
        return page.render(), _WRONG
    page.preview = subject.preview(form.content())
    if "reprendre" in posted:
        return _taken_over(subject, form)
    if "recalculer" in posted:
        return page.render()
    return _saved(page)


def _rearranged(subject: Subject, posted: Posted) -> str:
    page = DossierFormPage(subject, subject.form(posted))
    # Asked of another form, so that nothing is marked as wrong before it is to be saved.
    checked = subject.form(posted)
    if checked.validate():
        page.preview = subject.preview(checked.content())
    return page.render()


def _taken_over(subject: Subject, form: DossierForm) -> str:
    """Show the form with what the listing says; what was typed of the rest stays."""
    typed = form.content()
    told = subject.with_listing(typed)
    shown = replace(subject, content=told).form()
    shown.vu.data = form.vu.data
    changes = offered(typed.facts, told.facts)
    return DossierFormPage(subject, shown, subject.preview(told), taken_over=changes).render()


def _saved(page: DossierFormPage) -> Answer:
    subject, form = page.subject, page.form
    seen = read_mark(form.vu.data or "")
    try:
        if subject.saved:
            saved = edit_dossier(subject.dossier.id, form.content(), seen.version, actor(), now())
        else:
            saved = create_dossier(subject.listing.id, form.content(), actor(), now())
    except StaleDossierError:
        page.acts = acts_since(subject.dossier.id, seen)
        form.vu.data = mark_of(subject.dossier)
        return page.render(), _CLASH
    except RefusedStepError as refusal:
        page.errors = [("", str(refusal))]
        return page.render(), _WRONG
    forget_draft(subject.listing.id, subject.dossier_id, actor())
    flash(" ".join(["Le dossier est enregistré.", *_others(page)]), "succes")
    return redirect(f"/gestion/dossiers/{saved.id}", 303)


def _others(page: DossierFormPage) -> Iterator[str]:
    """Say of a new file which others the place has for its years."""
    if page.subject.saved or page.preview is None:
        return
    for other in page.preview.others:
        of = years(other.first_year, other.last_year)
        yield f"Ce lieu a déjà un dossier {of}, au stade «{other.state.label}»."
