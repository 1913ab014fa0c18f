"""Reading what a place sent beside the year before, validating it, reopening it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import day_in_paris
from portal.domain.history import SubjectKind
from portal.services.indicators.errors import RefusedIndicatorsError, StaleReportError
from portal.services.indicators.reading import reached_sheet
from portal.services.indicators.validating import LONGEST_REASON, reopen, validate
from portal.store.audit import list_events_of
from portal.store.db import db
from portal.web.admin.forms.decision_forms import DecisionForm
from portal.web.admin.forms.required_text import required_text
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.indicator_page import compared, large_changes

indicator_checks = staff_blueprint("staff_indicator_checks")

_REPORT = "/indicateurs/<int:listing_id>/<int:year>"
_STALE = "Les chiffres ont changé entre-temps. Relisez-les, puis recommencez."


class ReopenForm(DecisionForm):
    """Why validated figures are to be changed."""

    motif = required_text(
        "Pourquoi rouvrir",
        LONGEST_REASON,
        "Dites pourquoi ces indicateurs sont à reprendre.",
        "Le motif reste dans l’historique.",
        rows=2,
    )


@indicator_checks.get(f"{_REPORT}/valider")
@requires(Permission.READ_INDICATORS)
def check(listing_id: int, year: int) -> str:
    """Show the figures of a year beside the year before, and what may be done."""
    return _page(listing_id, year, ReopenForm(None))


@indicator_checks.post(f"{_REPORT}/valider")
@requires(Permission.VALIDATE_INDICATORS)
def accept(listing_id: int, year: int) -> Response:
    """Validate the figures that were seen."""
    return _done(
        listing_id,
        year,
        lambda: validate(listing_id, year, _seen(), actor(), now()),
        "Indicateurs validés.",
    )


@indicator_checks.post(f"{_REPORT}/rouvrir")
@requires(Permission.VALIDATE_INDICATORS)
def open_again(listing_id: int, year: int) -> Response | tuple[str, int]:
    """Let validated figures be changed again."""
    form = ReopenForm()
    if not form.validate():
        return _page(listing_id, year, form), 400
    reason = form.motif.data
    return _done(
        listing_id,
        year,
        lambda: reopen(listing_id, year, _seen(), reason, actor(), now()),
        "Indicateurs rouverts : ils peuvent être corrigés.",
    )


def _done(listing_id: int, year: int, act: Callable[[], object], words: str) -> Response:
    try:
        act()
        flash(words, "succes")
    except StaleReportError:
        flash(_STALE, "erreur")
    except RefusedIndicatorsError as refusal:
        flash(str(refusal), "erreur")
    return redirect(f"/gestion/indicateurs/{listing_id}/{year}/valider", 303)


def _seen() -> int:
    """Return the version that the page showed."""
    return request.form.get("version", type=int, default=0)


def _page(listing_id: int, year: int, form: ReopenForm) -> str:
    session = db.session()
    sheet = reached_sheet(session, listing_id, year, actor(), day_in_paris(now()).year)
    acts = (
        list_events_of(session, SubjectKind.INDICATORS, sheet.report.id)
        if sheet.report and actor().may(Permission.READ_HISTORY)
        else ()
    )
    return render_template(
        "gestion/indicateurs/valider.html",
        sheet=sheet,
        groups=compared(sheet),
        large=large_changes(sheet),
        acts=acts,
        form=form,
        errors=form.problems(),
    )
