"""Entering the staff side: between the password and the second factor, and through the door."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import current_app, redirect, request, session
from werkzeug.wrappers import Response

from portal.services.accounts.signing_in import open_session
from portal.services.throttling import lasting_pseudonym
from portal.store.agents import Agent, get_agent
from portal.store.db import NotFoundError, db
from portal.web.admin.addresses import safe_next
from portal.web.admin.guard import now, remember

LONGEST_WAIT = timedelta(minutes=10)
"""Who does not prove a second factor within it types the password again."""

_WAITING = "attente"

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def wait_for_second_factor(agent_id: int) -> None:
    """Remember in the signed cookie whose password was right, and where they wanted to go."""
    agent = get_agent(db.session(), agent_id)
    wanted = safe_next(request.values.get("suite", ""))
    session.clear()
    session[_WAITING] = [agent_id, now().timestamp(), _mark(agent), wanted]


def waiting_agent() -> Agent | None:
    """Return who has still to prove a second factor: ten minutes at most.

    Nobody any more once the password was changed or the account disabled.
    """
    if _WAITING not in session:
        return None
    agent_id, since, mark, _wanted = session[_WAITING]
    if now().timestamp() - since > LONGEST_WAIT.total_seconds():
        return None
    try:
        agent = get_agent(db.session(), agent_id)
    except NotFoundError:
        return None
    return agent if agent.disabled_at is None and mark == _mark(agent) else None


def stop_waiting() -> None:
    """Forget whose password was right."""
    session.pop(_WAITING, None)


def enter(agent_id: int) -> Response:
    """Let somebody in who proved who they are: a new session, then the page they wanted."""
    wanted = session[_WAITING][3] if _WAITING in session else request.values.get("suite", "")
    token = open_session(agent_id, device_of(request.user_agent.string), network(), now())
    remember(token)
    return redirect(safe_next(wanted), 303)


def device_of(user_agent: str) -> str:
    """Return a browser as people would name it: «Firefox sur Windows»."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "Navigateur")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return f"{browser} sur {system}" if system else browser


def network() -> str:
    """Return what the network that asks is called where attempts are counted."""
    return lasting_pseudonym(str(current_app.secret_key), request.remote_addr)


def site_name() -> str:
    """Return what this portal is called by who runs it."""
    return str(current_app.jinja_env.globals["site_name"])


def _mark(agent: Agent) -> str:
    """Return what changes with the password, and tells nothing of it."""
    return hashlib.sha256((agent.password_hash or "").encode()).hexdigest()[:16]
