"""One's own account: who one is, the password, and the browsers in which one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import PARIS
from portal.domain.french import clock, day_and_month
from portal.services.accounts.account import (
    change_password,
    end_other_sessions,
    end_session,
    open_sessions,
)
from portal.services.accounts.passwords import WeakPasswordError
from portal.services.accounts.signing_in import SignInRefusedError, check_password
from portal.services.throttling import TooManyError
from portal.store.credentials import count_unused_codes, has_second_factor
from portal.store.db import db
from portal.store.staff_sessions import StaffSession
from portal.web.admin.entering import network, site_name
from portal.web.admin.forms.account_forms import ChangePasswordForm
from portal.web.admin.guard import now, requires, staff_blueprint, staff_session
from portal.web.admin.waiting import Refusal, too_many, too_many_words

account_pages = staff_blueprint("staff_account")

ACCOUNT = "/gestion/compte"

Answer = Response | Refusal | tuple[str, int] | str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which one is signed in, as the page shows it."""

    id: int
    device: str
    since: str
    is_this: bool


@account_pages.get("/compte")
@requires(Permission.OWN_ACCOUNT)
def show() -> str:
    """Show one's account."""
    mine = staff_session()
    return render_template(
        "gestion/compte/compte.html",
        agent=mine.agent,
        with_factor=has_second_factor(db.session(), mine.agent),
        codes_left=count_unused_codes(db.session(), mine.agent_id),
        sessions=[_shown(each, mine) for each in open_sessions(mine.agent_id, now())],
    )


@account_pages.get("/compte/mot-de-passe")
@requires(Permission.OWN_ACCOUNT)
def ask_password() -> str:
    """Ask for the password in use and the next."""
    return _password_page(ChangePasswordForm())


@account_pages.post("/compte/mot-de-passe")
@requires(Permission.OWN_ACCOUNT)
def send_password() -> Answer:
    """Change the password; the other browsers are signed out."""
    form, mine = ChangePasswordForm(), staff_session()
    if not form.validate():
        return _password_page(form), 400
    session_id, agent = mine.id, mine.agent
    try:
        check_password(agent.mail, form.actuel.data, network(), now())
        change_password(agent.id, form.nouveau.data, session_id, site_name(), now())
    except SignInRefusedError:
        form.refuse("actuel", "Mot de passe actuel : ce n’est pas le bon.")
        return _password_page(form), 400
    except TooManyError as refusal:
        form.refuse("actuel", too_many_words(refusal))
        return too_many(refusal, _password_page(form))
    except WeakPasswordError as refusal:
        form.refuse("nouveau", str(refusal))
        return _password_page(form), 400
    flash("Votre mot de passe est changé. Vos autres sessions sont fermées.", "succes")
    return redirect(ACCOUNT, 303)


@account_pages.post("/compte/sessions/<int:session_id>/fermer")
@requires(Permission.OWN_ACCOUNT)
def close(session_id: int) -> Response:
    """End one of one's sessions."""
    end_session(staff_session().agent_id, session_id, now())
    flash("Cette session est fermée.", "succes")
    return redirect(ACCOUNT, 303)


@account_pages.post("/compte/sessions/fermer-les-autres")
@requires(Permission.OWN_ACCOUNT)
def close_others() -> Response:
    """End every session but this one."""
    mine = staff_session()
    end_other_sessions(mine.agent_id, mine.id, now())
    flash("Vos autres sessions sont fermées.", "succes")
    return redirect(ACCOUNT, 303)


def _password_page(form: ChangePasswordForm) -> str:
    return render_template(
        "gestion/compte/mot_de_passe.html",
        form=form,
        errors=form.problems(),
        agent=staff_session().agent,
    )


def _shown(each: StaffSession, mine: StaffSession) -> OpenSession:
    device = each.device or "Navigateur"
    return OpenSession(each.id, device, _moment(each.started_at), each.id == mine.id)


def _moment(at: datetime) -> str:
    local = at.astimezone(PARIS)
    return f"{day_and_month(local.date())} à {clock(local.hour * 60 + local.minute)}"
