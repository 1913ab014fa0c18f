"""Proving again who one is, before what is sensitive: by the password or by a code."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.accounts.account import confirm_session
from portal.services.accounts.second_factor import prove
from portal.services.accounts.signing_in import SignInRefusedError, check_password
from portal.services.throttling import TooManyError
from portal.web.admin.entering import network
from portal.web.admin.forms.account_forms import ConfirmCodeForm, ConfirmPasswordForm
from portal.web.admin.guard import now, requires, staff_blueprint, staff_session
from portal.web.admin.putting_off import go_on, is_put_off
from portal.web.admin.waiting import Refusal, too_many, too_many_words

confirm_pages = staff_blueprint("staff_confirm")

Answer = Response | Refusal | tuple[str, int] | str


@confirm_pages.get("/confirmer")
@requires(Permission.OWN_ACCOUNT, enrolling=True)
def ask() -> str:
    """Ask for the password or a code."""
    return _page(ConfirmPasswordForm(request.args), ConfirmCodeForm(request.args))


@confirm_pages.post("/confirmer")
@requires(Permission.OWN_ACCOUNT, enrolling=True)
def send() -> Answer:
    """Take the password or the code, and go on to the page that asked for it."""
    by_code = "code" in request.form
    form = ConfirmCodeForm() if by_code else ConfirmPasswordForm()
    field = "code" if by_code else "mot_de_passe"
    if not form.validate():
        return _again(form), 400
    try:
        _check(by_code, form[field].data)
    except SignInRefusedError as refusal:
        form.refuse(field, str(refusal) if by_code else "Mot de passe : ce n’est pas le bon.")
        return _again(form), 400
    except TooManyError as refusal:
        form.refuse(field, too_many_words(refusal))
        return too_many(refusal, _again(form))
    confirm_session(staff_session().id, now())
    return go_on(form.suite.data or "")


def _check(by_code: bool, proof: str) -> None:
    agent = staff_session().agent
    if by_code:
        prove(agent.id, proof, network(), now())
    else:
        check_password(agent.mail, proof, network(), now())


def _again(form: ConfirmPasswordForm | ConfirmCodeForm) -> str:
    if isinstance(form, ConfirmCodeForm):
        return _page(ConfirmPasswordForm(None, suite=form.suite.data), form)
    return _page(form, ConfirmCodeForm(None, suite=form.suite.data))


def _page(by_password: ConfirmPasswordForm, by_code: ConfirmCodeForm) -> str:
    agent = staff_session().agent
    return render_template(
        "gestion/compte/confirmer.html",
        agent=agent,
        by_password=by_password,
        by_code=by_code,
        waiting=is_put_off(by_password.suite.data or ""),
        errors=[*by_password.problems(), *by_code.problems()],
    )
