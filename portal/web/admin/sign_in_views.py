"""Signing in, in one or two steps, signing out, and proving again who one is."""

from __future__ import annotations

from typing import cast

from flask import current_app, flash, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.accounts.account import end_session
from portal.services.accounts.second_factor import prove
from portal.services.accounts.signing_in import SignInRefusedError, check_password
from portal.services.throttling import TooManyError
from portal.settings import Settings
from portal.store.agents import Agent
from portal.store.credentials import has_passkey, has_second_factor
from portal.store.db import db
from portal.web.access import public
from portal.web.admin.addresses import SIGN_IN, safe_next
from portal.web.admin.entering import (
    enter,
    network,
    stop_waiting,
    wait_for_second_factor,
    waiting_agent,
)
from portal.web.admin.forms.account_forms import (
    AccountForm,
    CodeForm,
    RecoveryCodeForm,
    SignInForm,
)
from portal.web.admin.guard import now, requires, staff_blueprint, staff_session
from portal.web.admin.oidc_views import LEAVE, SIGNED_IN_THERE
from portal.web.admin.waiting import Refusal, too_many, too_many_words

sign_in_pages = staff_blueprint("staff_sign_in")

Answer = Response | Refusal | tuple[str, int] | str


@sign_in_pages.get("/connexion")
@public
def ask() -> Answer:
    """Ask for the mail and the password, or for the code of the second step."""
    if g.staff_session is not None:
        return redirect(safe_next(request.args.get("suite", "")), 303)
    agent = waiting_agent()
    if agent is None or "recommencer" in request.args:
        stop_waiting()
        return _password_page(SignInForm(request.args))
    spare = "secours" in request.args
    return _code_page(agent, RecoveryCodeForm() if spare else CodeForm())


@sign_in_pages.post("/connexion")
@public
def send() -> Answer:
    """Take the mail and the password, or the code of the second step."""
    return _take_code() if "code" in request.form else _take_password()


@sign_in_pages.post("/deconnexion")
@requires(Permission.OWN_ACCOUNT, enrolling=True)
def leave() -> Response:
    """End the session of this browser."""
    mine = staff_session()
    end_session(mine.agent_id, mine.id, now())
    session.clear()
    flash("Vous êtes déconnecté.", "succes")
    return redirect(LEAVE if SIGNED_IN_THERE in request.cookies else SIGN_IN, 303)


def _take_password() -> Answer:
    form = SignInForm()
    if not form.validate():
        return _password_page(form), 400
    try:
        agent = check_password(form.courriel.data, form.mot_de_passe.data, network(), now())
    except SignInRefusedError as refusal:
        form.refuse("courriel", str(refusal))
        return _password_page(form), 400
    except TooManyError as refusal:
        form.refuse("courriel", too_many_words(refusal))
        return too_many(refusal, _password_page(form))
    if not has_second_factor(db.session(), agent):
        return enter(agent.id)
    wait_for_second_factor(agent.id)
    return redirect(SIGN_IN, 303)


def _take_code() -> Answer:
    agent = waiting_agent()
    if agent is None:
        stop_waiting()
        flash("Trop de temps a passé. Recommencez par votre mot de passe.", "erreur")
        return redirect(SIGN_IN, 303)
    form = RecoveryCodeForm() if "secours" in request.form else CodeForm()
    if not form.validate():
        return _code_page(agent, form), 400
    try:
        prove(agent.id, form.code.data, network(), now())
    except SignInRefusedError as refusal:
        form.refuse("code", str(refusal))
        return _code_page(agent, form), 400
    except TooManyError as refusal:
        form.refuse("code", too_many_words(refusal))
        return too_many(refusal, _code_page(agent, form))
    return enter(agent.id)


def _password_page(form: SignInForm) -> str:
    settings = cast("Settings", current_app.extensions["portal.settings"])
    return render_template(
        "gestion/connexion.html",
        form=form,
        errors=form.problems(),
        with_oidc=bool(settings.oidc_issuer),
    )


def _code_page(agent: Agent, form: AccountForm) -> str:
    return render_template(
        "gestion/connexion_code.html",
        form=form,
        errors=form.problems(),
        spare=isinstance(form, RecoveryCodeForm),
        with_application=agent.totp_secret is not None,
        with_passkey=has_passkey(db.session(), agent.id),
    )
