"""The control of a granted file: what the rules find today, beside what they found."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.dossiers.words import years
from portal.domain.french import NBSP
from portal.domain.referentiel import Facts
from portal.services.dossiers.controlling import control_of
from portal.services.dossiers.prefilling import said_by
from portal.services.listings.verifying import zone_of
from portal.store.db import db
from portal.store.dossiers import get_reached_dossier
from portal.web.access import directory
from portal.web.admin.dossier_form_offer import offered, theme_labels
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.rule_settings import rule_settings

dossier_controls = staff_blueprint("staff_dossier_controls")


@dossier_controls.get("/dossiers/<int:dossier_id>/controle")
@requires(Permission.READ_DOSSIERS)
def show(dossier_id: int) -> str | Response:
    """Show what the rules find today in a granted file; nothing is written."""
    session = db.session()
    dossier = get_reached_dossier(session, dossier_id, actor())
    today = now().astimezone(ZoneInfo(zone_of(dossier.listing).time_zone)).date()
    said = said_by(session, dossier.listing, directory().territory, theme_labels(), today)
    control = control_of(session, dossier, said, rule_settings(), today)
    if control is None:
        flash(f"Contrôle{NBSP}: ce dossier n’a pas été accordé.", "erreur")
        return redirect(f"/gestion/dossiers/{dossier_id}", 303)
    return render_template(
        "gestion/dossiers/controle.html",
        control=control,
        dossier=dossier,
        years=years(dossier.first_year, dossier.last_year),
        changes=offered(control.written, _compared(control.facts, control.written)),
        today=today,
    )


def _compared(facts: Facts, written: Facts) -> Facts:
    """Return the facts of today but for the first day that is counted, which always differs."""
    return facts.model_copy(update={"a_partir_du": written.a_partir_du})
