"""Signing in: the password, and the session that opens once everything is proved."""

from __future__ import annotations

from datetime import datetime

from portal.domain.history import Act
from portal.services.accounts.attempts import (
    Attempt,
    Proof,
    count_attempt,
    know_network,
    take_back,
)
from portal.services.accounts.passwords import hash_password, is_outdated, is_password
from portal.services.accounts.sessions import start_session
from portal.services.accounts.subjects import record_on
from portal.store.agents import Agent, find_agent, get_agent
from portal.store.credentials import has_second_factor
from portal.store.db import db, transaction

_REFUSED = "Le courriel ou le mot de passe n’est pas le bon."


class SignInRefusedError(ValueError):
    """Nobody is let in; the French message does not tell whether the account exists."""


def check_password(mail: str, password: str, network: str, now: datetime) -> Agent:
    """Return the account whose mail and password these are.

    Raises ``SignInRefusedError``: an unknown mail, a wrong password, a disabled account and one
    without a password are refused with the same words after the same work. Raises
    ``TooManyError`` after too many failures; ``attempts.py`` tells the limits, and why they do not
    lock out the owner. ``network`` is what ``lasting_pseudonym`` gave.

    The password is verified outside of any transaction: nobody waits for it to save something.
    """
    account = mail.strip().lower()
    with transaction() as session:
        attempt = count_attempt(session, Proof.PASSWORD, account, network, now)
    agent = find_agent(db.session(), account)
    right = is_password(agent.password_hash if agent else None, password)
    if agent is None or not right or agent.disabled_at is not None:
        raise SignInRefusedError(_REFUSED)
    _accept(agent.id, password, attempt)
    return agent


def open_session(agent_id: int, device: str, network: str, now: datetime) -> str:
    """Open a session for somebody who proved who they are and return its token; recorded.

    Only now is the network one of the account's own: who holds the password but not the code must
    not make it so. Raises ``SignInRefusedError`` when the account was disabled meanwhile.
    """
    with transaction() as session:
        agent = get_agent(session, agent_id)
        if agent.disabled_at is not None:
            raise SignInRefusedError(_REFUSED)
        know_network(session, agent.mail, network, now)
        token = start_session(session, agent, device, now)
        record_on(session, agent.actor, Act.SIGNED_IN, agent, now, detail=device)
        return token


def must_set_second_factor(agent: Agent) -> bool:
    """Tell whether an account still lacks the second factor without which nothing opens."""
    return agent.second_factor_required and not has_second_factor(db.session(), agent)


def _accept(agent_id: int, password: str, attempt: Attempt) -> None:
    """Take the attempt back, and keep the password anew where the parameters changed."""
    with transaction() as session:
        take_back(session, attempt)
        agent = get_agent(session, agent_id)
        if agent.password_hash and is_outdated(agent.password_hash):
            agent.password_hash = hash_password(password)
