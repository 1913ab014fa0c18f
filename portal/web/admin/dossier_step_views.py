"""Taking a funding file on: steps, payments, decisions, and the file of the years that follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.dossiers.states import PAYING, DossierState
from portal.domain.french import NBSP
from portal.services.dossiers.deciding import grant, refuse
from portal.services.dossiers.editing import renew_dossier
from portal.services.dossiers.errors import RefusedStepError, StaleDossierError, UnmetRulesError
from portal.services.dossiers.stepping import Seen, Signature, pay, take_step
from portal.store.dossiers import Dossier
from portal.web.admin.dossier_page_views import file_page, opened
from portal.web.admin.dossier_step_page import form_for
from portal.web.admin.forms.dossier_step_forms import GrantForm, PaymentForm, StepForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.publishing import show_to_public
from portal.web.admin.rule_settings import rule_settings
from portal.web.row_numbers import typed_row_number

dossier_steps = staff_blueprint("staff_dossier_steps")

_FILE = "/dossiers/<int:dossier_id>"
_STALE = (
    "Quelqu’un a changé ce dossier entre-temps. Rien n’a été enregistré. Voici le dossier tel qu’il"
    " est maintenant : relisez-le, puis recommencez si l’étape est encore à faire."
)

Answer = Response | tuple[str, int]


@dossier_steps.post(f"{_FILE}/etape")
@requires(Permission.INSTRUCT_DOSSIERS)
def step(dossier_id: int) -> Answer:
    """Take a file one step on, where nothing is decided or paid."""
    form = _posted(dossier_id, _wanted())
    return _answer(dossier_id, form, lambda seen, by: take_step(seen, form.wanted, by))


@dossier_steps.post(f"{_FILE}/versement")
@requires(Permission.PAY_DOSSIERS)
def payment(dossier_id: int) -> Answer:
    """Note an advance, or the balance."""
    wanted = _wanted()
    if wanted not in PAYING:
        abort(404)
    form = cast("PaymentForm", _posted(dossier_id, wanted))
    return _answer(dossier_id, form, lambda seen, by: pay(seen, wanted, form.montant.amount, by))


@dossier_steps.post(f"{_FILE}/accord")
@requires(Permission.DECIDE_DOSSIERS)
def granting(dossier_id: int) -> Answer:
    """Grant a file."""
    form = cast("GrantForm", _posted(dossier_id, DossierState.ACCORDEE))
    return _answer(
        dossier_id, form, lambda seen, by: grant(seen, form.grant(), by, rule_settings())
    )


@dossier_steps.post(f"{_FILE}/refus")
@requires(Permission.DECIDE_DOSSIERS)
def refusal(dossier_id: int) -> Answer:
    """Refuse a file."""
    form = _posted(dossier_id, DossierState.REFUSEE)
    return _answer(dossier_id, form, lambda seen, by: refuse(seen, by, rule_settings()))


@dossier_steps.post(f"{_FILE}/reprendre")
@requires(Permission.INSTRUCT_DOSSIERS)
def renewal(dossier_id: int) -> Response:
    """Begin the file of the years that follow as a copy of this one."""
    try:
        new = renew_dossier(dossier_id, actor(), now())
    except RefusedStepError as error:
        flash(str(error), "erreur")
        return redirect(f"/gestion/dossiers/{dossier_id}", 303)
    flash("Voici le nouveau dossier, copié du précédent. Relisez-le avant de le déposer.", "succes")
    return redirect(f"/gestion/dossiers/{new.id}", 303)


def _answer(dossier_id: int, form: StepForm, act: Callable[[Seen, Signature], Dossier]) -> Answer:
    """Do what a form asks, or show it again with why that was not done."""
    if not form.validate():
        return file_page(dossier_id, form), 400
    version = typed_row_number(request.form.get("version", "")) or 0
    try:
        dossier = act(Seen(dossier_id, version), form.signature(actor(), now()))
    except StaleDossierError:
        return file_page(dossier_id, form, notice=_STALE), 409
    except UnmetRulesError as error:
        return _refused(dossier_id, form, error)
    except RefusedStepError as error:
        form.refuse(str(error))
        return file_page(dossier_id, form), 400
    show_to_public()
    flash(f"Étape notée{NBSP}: {dossier.state.label.lower()}.", "succes")
    return redirect(f"/gestion/dossiers/{dossier_id}", 303)


def _refused(dossier_id: int, form: StepForm, error: UnmetRulesError) -> Answer:
    if isinstance(form, GrantForm):
        form.ask_reasons(error)
    return file_page(dossier_id, form), 400


def _wanted() -> DossierState:
    slug = request.form.get("etape", "")
    if slug not in set(DossierState):
        abort(404)
    return DossierState(slug)


def _posted(dossier_id: int, wanted: DossierState) -> StepForm:
    """Return the form of a step as it was sent."""
    return form_for(wanted, opened(dossier_id), actor(), request.form)
