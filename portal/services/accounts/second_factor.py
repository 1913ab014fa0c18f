"""The second factor: proved at sign-in, set, and replaced."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.history import Act
from portal.services.accounts.attempts import Proof, count_attempt, take_back
from portal.services.accounts.recovery import make_codes, use_code
from portal.services.accounts.sessions import end_sessions
from portal.services.accounts.signing_in import SignInRefusedError
from portal.services.accounts.subjects import record_on
from portal.services.accounts.totp import matching_step
from portal.store.agents import Agent, get_agent
from portal.store.credentials import count_unused_codes
from portal.store.db import transaction


class WrongCodeError(ValueError):
    """The code of a new authenticator is not the one expected; the message is French."""


def prove(agent_id: int, code: str, network: str, now: datetime) -> None:
    """Accept the code of an authenticator, or a recovery code; each works once.

    Raises ``SignInRefusedError``, and ``TooManyError`` after too many failures.
    """
    with transaction() as session:
        agent = get_agent(session, agent_id)
        attempt = count_attempt(session, Proof.CODE, agent.mail, network, now)
        right = _accept(session, agent, code, now)
        if right:
            take_back(session, attempt)
    if not right:
        raise SignInRefusedError("Code : ce n’est pas le bon, ou il a déjà servi.")


def set_authenticator(
    agent_id: int, secret: str, code: str, session_id: int, now: datetime
) -> list[str]:
    """Keep the secret of an authenticator that just showed a right code; return recovery codes.

    It replaces the former authenticator and codes, and ends every session but this one. Raises
    ``WrongCodeError``.
    """
    step = matching_step(secret, code, None, now)
    if step is None:
        raise WrongCodeError(
            "Code : ce n’est pas celui de l’application. Attendez le suivant, puis essayez encore."
        )
    with transaction() as session:
        agent = get_agent(session, agent_id)
        agent.totp_secret, agent.totp_step = secret, step
        end_sessions(session, agent_id, now, but=session_id)
        codes = make_codes(session, agent_id)
        record_on(session, agent.actor, Act.SECOND_FACTOR_SET, agent, now)
        return codes


def renew_codes(agent_id: int, now: datetime) -> list[str]:
    """Replace the recovery codes of an agent and return the new ones, to be shown once."""
    with transaction() as session:
        agent = get_agent(session, agent_id)
        codes = make_codes(session, agent_id)
        record_on(session, agent.actor, Act.RECOVERY_CODES_MADE, agent, now)
        return codes


def _accept(session: Session, agent: Agent, code: str, now: datetime) -> bool:
    if agent.disabled_at is not None:
        return False
    if agent.totp_secret:
        step = matching_step(agent.totp_secret, code, agent.totp_step, now)
        if step is not None:
            agent.totp_step = step
            return True
    if not use_code(session, agent.id, code, now):
        return False
    session.flush()
    left = count_unused_codes(session, agent.id)
    detail = f"il en reste {left}"
    record_on(session, agent.actor, Act.RECOVERY_CODE_USED, agent, now, detail=detail)
    return True
