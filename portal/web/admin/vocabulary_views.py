"""The vocabulary: the words of every family, edited for the whole country."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.vocabulary import Family
from portal.services.listings.editing import RefusedError
from portal.services.vocabulary import (
    add_term,
    edit_term,
    rank_of,
    retire_term,
    why_it_stays,
    words_of,
)
from portal.store.db import db
from portal.store.vocabulary import get_term, list_terms
from portal.web.admin.forms.reference_forms import RankedTermForm, TermForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.publishing import show_to_public

vocabulary_pages = staff_blueprint("staff_vocabulary")

_ALL = "/gestion/vocabulaire"

Answer = Response | str | tuple[str, int]


@vocabulary_pages.get("/vocabulaire")
@requires(Permission.EDIT_VOCABULARY)
def all_terms() -> str:
    """Show the terms by family."""
    terms = list_terms(db.session())
    families = [(family, [t for t in terms if t.family is family]) for family in Family]
    return render_template("gestion/vocabulaire/tous.html", families=families)


@vocabulary_pages.get("/vocabulaire/nouveau")
@requires(Permission.EDIT_VOCABULARY)
def write() -> str:
    """Ask for the words of a new term."""
    return _new_page(TermForm(None), _family())


@vocabulary_pages.post("/vocabulaire/nouveau")
@requires(Permission.EDIT_VOCABULARY)
def add() -> Answer:
    """Add a term to an open family."""
    form, family = TermForm(), _family()
    if not form.validate():
        return _new_page(form, family), 400
    try:
        term = add_term(family, form.words, actor(), now())
    except RefusedError as refusal:
        form.refuse(str(refusal))
        return _new_page(form, family), 400
    show_to_public()
    flash(f"«{term.label}» est ajouté.", "succes")
    return redirect(f"{_ALL}#{family}", 303)


@vocabulary_pages.get("/vocabulaire/<int:term_id>")
@requires(Permission.EDIT_VOCABULARY)
def one_term(term_id: int) -> str:
    """Show the words of a term, to be changed."""
    term = get_term(db.session(), term_id)
    form = RankedTermForm(None)
    form.begin(words_of(term))
    form.rang.data = rank_of(db.session(), term)[0]
    return _page(term_id, form)


@vocabulary_pages.post("/vocabulaire/<int:term_id>")
@requires(Permission.EDIT_VOCABULARY)
def change(term_id: int) -> Answer:
    """Give a term other words."""
    form = RankedTermForm()
    if not form.validate():
        return _page(term_id, form), 400
    try:
        edit_term(term_id, form.words, form.rang.data, actor(), now())
    except RefusedError as refusal:
        form.refuse(str(refusal))
        return _page(term_id, form), 400
    show_to_public()
    flash(f"«{form.libelle.data}» est enregistré. Le public le voit déjà.", "succes")
    return redirect(f"{_ALL}/{term_id}", 303)


@vocabulary_pages.post("/vocabulaire/<int:term_id>/retirer")
@requires(Permission.EDIT_VOCABULARY)
def retire(term_id: int) -> Response:
    """Remove a term that no listing uses."""
    try:
        retire_term(term_id, actor(), now())
    except RefusedError as refusal:
        flash(str(refusal), "erreur")
        return redirect(f"{_ALL}/{term_id}", 303)
    show_to_public()
    flash("Ce mot est retiré.", "succes")
    return redirect(_ALL, 303)


def _family() -> Family:
    """Return the open family that the address names, or answer that there is no such page."""
    named = request.args.get("famille", "")
    if named not in set(Family) or not Family(named).is_open:
        raise NotFound
    return Family(named)


def _new_page(form: TermForm, family: Family) -> str:
    return render_template(
        "gestion/vocabulaire/nouveau.html", form=form, family=family, errors=form.problems()
    )


def _page(term_id: int, form: RankedTermForm) -> str:
    term = get_term(db.session(), term_id)
    last = rank_of(db.session(), term)[1]
    form.rang.description = f"La place dans la famille, de 1 à {last}."
    return render_template(
        "gestion/vocabulaire/un.html",
        term=term,
        form=form,
        errors=form.problems(),
        stays=why_it_stays(db.session(), term),
    )
