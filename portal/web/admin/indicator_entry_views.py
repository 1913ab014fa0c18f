"""Entering indicators with an account: a managing body for its places, an agent for its Caf's."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission, Role
from portal.domain.days import day_in_paris
from portal.services.indicators.conversation import open_question
from portal.services.indicators.entering import enter
from portal.services.indicators.errors import ValidatedError
from portal.services.indicators.following import own_years
from portal.services.indicators.reading import Sheet, reached_sheet
from portal.store.db import db
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.indicator_page import (
    KEPT,
    SheetPage,
    compared,
    opened,
    overtaken,
    posted,
    take,
)

indicator_entry = staff_blueprint("staff_indicator_entry")

_SHEET = "/indicateurs/<int:listing_id>/<int:year>"
FOLLOW_UP = "/gestion/indicateurs/suivi"


@indicator_entry.get("/indicateurs/a-saisir")
@requires(Permission.ENTER_INDICATORS)
def to_enter() -> Response | str:
    """Show a managing body its places year by year; agents follow theirs elsewhere."""
    if actor().role is not Role.GESTIONNAIRE:
        return redirect(FOLLOW_UP, 303)
    rows = own_years(db.session(), actor(), day_in_paris(now()).year)
    return render_template("gestion/indicateurs/a_saisir.html", rows=rows)


@indicator_entry.get(_SHEET)
@requires(Permission.ENTER_INDICATORS)
def write(listing_id: int, year: int) -> str:
    """Show the figures of a year, to fill in; once validated, to read."""
    return _page(opened(_sheet(listing_id, year)))


@indicator_entry.post(_SHEET)
@requires(Permission.ENTER_INDICATORS)
def save(listing_id: int, year: int) -> Response | tuple[str, int]:
    """Keep the figures, and send them where that was asked."""
    page = posted(_sheet(listing_id, year))
    here = f"/gestion/indicateurs/{listing_id}/{year}"
    try:
        status = take(page, lambda entry: enter(listing_id, year, entry, actor(), now()))
    except ValidatedError:
        flash("Ces indicateurs sont validés. Rien n’a changé.", "erreur")
        return redirect(here, 303)
    if status == KEPT:
        flash(_said(page), "succes")
        return redirect(here, 303)
    if status == 409:
        page = overtaken(_sheet(listing_id, year), page.form)
    return _page(page), status


def _said(page: SheetPage) -> str:
    if page.sends:
        return "Envoyé à la Caf. Merci."
    asked = "envoyer" in request.form
    return "C’est enregistré, pas encore envoyé." if asked else "C’est enregistré."


def _sheet(listing_id: int, year: int) -> Sheet:
    return reached_sheet(db.session(), listing_id, year, actor(), day_in_paris(now()).year)


def _page(page: SheetPage) -> str:
    body, report = actor().role is Role.GESTIONNAIRE, page.sheet.report
    return render_template(
        "gestion/indicateurs/saisie.html",
        page=page,
        sheet=page.sheet,
        groups=compared(page.sheet),
        question=open_question(db.session(), report) if report else "",
        back="/gestion/indicateurs/a-saisir" if body else f"{FOLLOW_UP}?annee={page.sheet.year}",
    )
