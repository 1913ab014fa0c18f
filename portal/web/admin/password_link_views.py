"""Choosing a password by a link: when it is forgotten, and at the first sign-in."""

from __future__ import annotations

import logging

from flask import Flask, current_app, flash, redirect, render_template, request, session
from werkzeug.wrappers import Response

from portal.services.accounts.links import (
    choose_password,
    find_good_link,
    make_reset_link,
    may_ask_for_link,
)
from portal.services.accounts.passwords import WeakPasswordError
from portal.services.mails import Mail, MailError, send_mail
from portal.store.agents import Agent
from portal.store.credentials import AccountLink, LinkPurpose
from portal.store.db import NotFoundError
from portal.web.access import public
from portal.web.admin.addresses import SIGN_IN
from portal.web.admin.entering import network, site_name
from portal.web.admin.forms.account_forms import ForgottenForm, NewPasswordForm
from portal.web.admin.guard import now, staff_blueprint

logger = logging.getLogger(__name__)

password_links = staff_blueprint("staff_password_links")

_TEXT = """Bonjour {name},

Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour l’espace des agents.
Pour le choisir, ouvrez cette adresse dans l’heure :

{address}

Elle ne sert qu’une fois. Si vous n’avez rien demandé, ne faites rien : rien ne change.
"""

_FORGOTTEN = "/gestion/mot-de-passe-oublie"

Answer = Response | tuple[str, int] | str


@password_links.get("/mot-de-passe-oublie")
@public
def ask() -> str:
    """Ask whose password is forgotten, or say that a mail may be on its way."""
    if "envoye" in request.args:
        return render_template("gestion/connexion_envoye.html")
    return _forgotten_page(ForgottenForm(request.args))


@password_links.post("/mot-de-passe-oublie")
@public
def send() -> Answer:
    """Send the link, after the answer: known and unknown mails take the same time."""
    form = ForgottenForm()
    if not form.validate():
        return _forgotten_page(form), 400
    answer = redirect(f"{_FORGOTTEN}?envoye", 303)
    if may_ask_for_link(form.courriel.data, network(), now()):
        answer.call_on_close(_Sending(form.courriel.data))
    return answer


@password_links.get("/nouveau-mot-de-passe/<token>")
@public
def ask_new(token: str) -> Answer:
    """Ask for the password that replaces a forgotten one."""
    return _ask(LinkPurpose.RESET, token)


@password_links.post("/nouveau-mot-de-passe/<token>")
@public
def send_new(token: str) -> Answer:
    """Take the password that replaces a forgotten one."""
    return _take(LinkPurpose.RESET, token)


@password_links.get("/invitation/<token>")
@public
def ask_first(token: str) -> Answer:
    """Ask for the first password of an account."""
    return _ask(LinkPurpose.INVITATION, token)


@password_links.post("/invitation/<token>")
@public
def send_first(token: str) -> Answer:
    """Take the first password of an account."""
    return _take(LinkPurpose.INVITATION, token)


def _ask(purpose: LinkPurpose, token: str) -> Answer:
    try:
        link = find_good_link(purpose, token, now())
    except NotFoundError:
        return _useless(purpose)
    return _password_page(link, NewPasswordForm())


def _take(purpose: LinkPurpose, token: str) -> Answer:
    form = NewPasswordForm()
    try:
        link = find_good_link(purpose, token, now())
        if not form.validate():
            return _password_page(link, form), 400
        choose_password(purpose, token, form.mot_de_passe.data, site_name(), now())
    except NotFoundError:
        return _useless(purpose)
    except WeakPasswordError as refusal:
        form.refuse("mot_de_passe", str(refusal))
        return _password_page(link, form), 400
    # Whoever was signed in here before: the next to sign in is the owner of the new password.
    session.clear()
    flash("Votre mot de passe est enregistré. Vous pouvez vous connecter.", "succes")
    return redirect(SIGN_IN, 303)


def _forgotten_page(form: ForgottenForm) -> str:
    return render_template("gestion/connexion_oubli.html", form=form, errors=form.problems())


def _password_page(link: AccountLink, form: NewPasswordForm) -> str:
    return render_template(
        "gestion/connexion_mot_de_passe.html",
        form=form,
        errors=form.problems(),
        agent=link.agent,
        first=link.purpose is LinkPurpose.INVITATION,
    )


def _useless(purpose: LinkPurpose) -> tuple[str, int]:
    first = purpose is LinkPurpose.INVITATION
    return render_template("gestion/connexion_lien_perime.html", first=first), 404


class _Sending:
    """Makes the link of a mail address and sends it, once the answer has left."""

    def __init__(self, mail: str) -> None:
        self._mail = mail
        self._app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - as Flask's documentation does
        self._root, self._site, self._now = request.url_root, site_name(), now()

    def __call__(self) -> None:
        with self._app.app_context():
            made = make_reset_link(self._mail, self._now)
            if made is not None:
                self._send(*made)

    def _send(self, agent: Agent, token: str) -> None:
        address = f"{self._root}gestion/nouveau-mot-de-passe/{token}"
        subject = f"{self._site} : choisir un nouveau mot de passe"
        try:
            send_mail(Mail(agent.mail, subject, _TEXT.format(name=agent.name, address=address)))
        except MailError as error:
            logger.warning("a link for a new password was not sent: %s", error)
