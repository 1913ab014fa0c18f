"""What funding files wait for, and asking a managing body again for what it owes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import day_in_paris
from portal.services.dossiers.chasing import ASKED, chase, prepare_chase
from portal.services.dossiers.deadlines import all_deadlines
from portal.services.dossiers.delays import delays
from portal.services.dossiers.errors import RefusedStepError
from portal.services.mails import MailError
from portal.store.db import db
from portal.store.dossier_deadlines import last_told
from portal.store.dossiers import get_reached_dossier
from portal.web.admin.deadline_page import deadlines_view
from portal.web.admin.guard import actor, now, requires, staff_blueprint

deadline_pages = staff_blueprint("staff_deadlines")

Answer = Response | str | tuple[str, int]


@deadline_pages.get("/dossiers/echeances")
@requires(Permission.READ_DOSSIERS)
def deadlines() -> str:
    """Show what is due and what comes soon."""
    today = day_in_paris(now())
    found = all_deadlines(db.session(), actor(), today, delays())
    chased = last_told(db.session(), ASKED, {each.file.id for each in found})
    view = deadlines_view(found, request.args, today, chased)
    return render_template("gestion/dossiers/echeances.html", view=view)


@deadline_pages.get("/dossiers/<int:dossier_id>/relance")
@requires(Permission.INSTRUCT_DOSSIERS)
def before_chasing(dossier_id: int) -> Answer:
    """Show the mail that would be sent."""
    dossier = get_reached_dossier(db.session(), dossier_id, actor())
    try:
        prepared = prepare_chase(db.session(), dossier_id, actor(), now(), delays())
    except RefusedStepError as refusal:
        flash(str(refusal), "erreur")
        return redirect(f"/gestion/dossiers/{dossier_id}", 303)
    return render_template("gestion/dossiers/relance.html", dossier=dossier, mail=prepared.mail)


@deadline_pages.post("/dossiers/<int:dossier_id>/relance")
@requires(Permission.INSTRUCT_DOSSIERS)
def send_chase(dossier_id: int) -> Response:
    """Ask the managing body again."""
    try:
        to = chase(dossier_id, actor(), now(), delays())
    except (RefusedStepError, MailError) as refusal:
        flash(str(refusal), "erreur")
    else:
        flash(f"La relance est partie à {to}.", "succes")
    return redirect(f"/gestion/dossiers/{dossier_id}", 303)
