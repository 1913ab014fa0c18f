"""Passkeys: added, removed, used as the second step of signing in and to confirm who one is."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, session
from werkzeug.wrappers import Response

from portal.domain.access import Actor, Permission
from portal.services.accounts.account import confirm_session
from portal.services.accounts.passkeys import (
    Challenge,
    PasskeyRefusedError,
    Site,
    add_passkey,
    creation_options,
    prove_by_passkey,
    remove_passkey,
    request_options,
)
from portal.store.agents import Agent
from portal.store.credentials import Passkey, count_unused_codes
from portal.store.db import db
from portal.store.passkeys import list_passkeys
from portal.web.access import public
from portal.web.admin.account_views import ACCOUNT
from portal.web.admin.addresses import SIGN_IN
from portal.web.admin.entering import enter, site_name, waiting_agent
from portal.web.admin.guard import now, requires, staff_blueprint, staff_session
from portal.web.admin.putting_off import go_on

passkey_pages = staff_blueprint("staff_passkeys")

ADD = "/gestion/compte/cles"
_CHALLENGE = "defi"
"""Where the cookie keeps the challenge that was drawn, and when."""

Answer = Response | tuple[str, int] | str


@passkey_pages.get("/compte/cles")
@requires(Permission.OWN_ACCOUNT, fresh=True, enrolling=True)
def ask_new() -> str:
    """Offer to make a passkey."""
    return _creation_page()


@passkey_pages.post("/compte/cles")
@requires(Permission.OWN_ACCOUNT, fresh=True, enrolling=True)
def send_new() -> Answer:
    """Keep the passkey that the browser made; go on to recovery codes where there are none."""
    agent_id, name = staff_session().agent_id, request.form.get("nom", "")
    try:
        add_passkey(agent_id, _answer(), name, _drawn(), _site(), now())
    except PasskeyRefusedError as refusal:
        return _creation_page(str(refusal)), 400
    flash("Votre clé d’accès est enregistrée.", "succes")
    codes_left = count_unused_codes(db.session(), agent_id)
    return redirect(ACCOUNT if codes_left else f"{ACCOUNT}/codes", 303)


@passkey_pages.post("/compte/cles/<int:passkey_id>/retirer")
@requires(Permission.OWN_ACCOUNT, fresh=True)
def remove(passkey_id: int) -> Response:
    """Forget one of one's passkeys."""
    try:
        remove_passkey(staff_session().agent_id, passkey_id, now())
        flash("Cette clé d’accès est retirée.", "succes")
    except PasskeyRefusedError as refusal:
        flash(str(refusal), "erreur")
    return redirect(ACCOUNT, 303)


@passkey_pages.get("/connexion/cle")
@public
def ask_proof() -> Answer:
    """Ask for the passkey of whoever gave the right password."""
    agent = waiting_agent()
    return redirect(SIGN_IN, 303) if agent is None else _proof_page(agent, "/gestion/connexion")


@passkey_pages.post("/connexion/cle")
@public
def send_proof() -> Answer:
    """Let in whoever gave the right password and has the passkey."""
    agent = waiting_agent()
    if agent is None:
        flash("Trop de temps a passé. Recommencez par votre mot de passe.", "erreur")
        return redirect(SIGN_IN, 303)
    agent_id = agent.id
    try:
        prove_by_passkey(agent_id, _answer(), _drawn(), _site(), now())
    except PasskeyRefusedError as refusal:
        return _proof_page(agent, "/gestion/connexion", str(refusal)), 400
    return enter(agent_id)


@passkey_pages.get("/confirmer/cle")
@requires(Permission.OWN_ACCOUNT)
def ask_confirmation() -> str:
    """Ask for a passkey before what is sensitive."""
    return _proof_page(staff_session().agent, "/gestion/confirmer")


@passkey_pages.post("/confirmer/cle")
@requires(Permission.OWN_ACCOUNT)
def send_confirmation() -> Answer:
    """Note that the person proved who they are, and go on."""
    mine = staff_session()
    session_id, agent = mine.id, mine.agent
    try:
        prove_by_passkey(mine.agent_id, _answer(), _drawn(), _site(), now())
    except PasskeyRefusedError as refusal:
        return _proof_page(agent, "/gestion/confirmer", str(refusal)), 400
    confirm_session(session_id, now())
    return go_on(request.form.get("suite", ""))


@passkey_pages.app_template_global()
def passkeys_of(actor: Actor) -> list[Passkey]:
    """Return the passkeys of who is signed in, for their account page."""
    return list_passkeys(db.session(), actor.agent_id) if actor.agent_id else []


def _creation_page(problem: str = "") -> str:
    agent = staff_session().agent
    known = list_passkeys(db.session(), agent.id)
    options = creation_options(agent, known, _site(), _draw())
    return render_template("gestion/compte/nouvelle_cle.html", options=options, problem=problem)


def _proof_page(agent: Agent, root: str, problem: str = "") -> str:
    known = list_passkeys(db.session(), agent.id)
    return render_template(
        "gestion/connexion_cle.html",
        options=request_options(known, _site(), _draw()),
        problem=problem,
        root=root,
        wanted=request.values.get("suite", ""),
    )


def _site() -> Site:
    return Site(request.host.partition(":")[0], request.host_url.rstrip("/"), site_name())


def _answer() -> str:
    return request.form.get("reponse", "")


def _draw() -> bytes:
    """Draw a challenge, and keep it in the cookie for the answer."""
    drawn = secrets.token_bytes(32)
    session[_CHALLENGE] = [b64encode(drawn).decode(), now().timestamp()]
    return drawn


def _drawn() -> Challenge:
    """Return the challenge that was drawn for this browser, and forget it."""
    drawn, at = session.pop(_CHALLENGE, ["", 0])
    return Challenge(b64decode(drawn), datetime.fromtimestamp(at, UTC))
