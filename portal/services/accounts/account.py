"""One's own account: the password, and the sessions that are open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.history import Act
from portal.services.accounts.passwords import check_strength, hash_password
from portal.services.accounts.sessions import LONGEST, end_sessions
from portal.services.accounts.subjects import record_on
from portal.store.agents import Agent, get_agent
from portal.store.credentials import use_up_links
from portal.store.db import NotFoundError, db, transaction
from portal.store.staff_sessions import StaffSession, list_open_sessions


def change_password(
    agent_id: int, password: str, session_id: int, site_name: str, now: datetime
) -> None:
    """Change one's password and end every other session; raises ``WeakPasswordError``.

    The caller has asked for the former password.
    """
    agent = get_agent(db.session(), agent_id)
    check_strength(password, (agent.mail, agent.name, site_name))
    kept = hash_password(password)
    with transaction() as session:
        agent = get_agent(session, agent_id)
        agent.password_hash = kept
        use_up_links(session, agent_id, now)
        end_sessions(session, agent_id, now, but=session_id)
        record_on(session, agent.actor, Act.PASSWORD_CHANGED, agent, now)


def confirm_session(session_id: int, now: datetime) -> None:
    """Note that the person of a session has just proved again who they are."""
    with transaction() as session:
        session.get_one(StaffSession, session_id).fresh_at = now


def open_sessions(agent_id: int, now: datetime) -> list[StaffSession]:
    """Return the sessions of an agent that may still be used, the newest first."""
    return list_open_sessions(db.session(), agent_id, now - LONGEST)


def end_session(agent_id: int, session_id: int, now: datetime) -> None:
    """End one of one's own sessions; raises ``NotFoundError`` for any other."""
    with transaction() as session:
        found = session.get(StaffSession, session_id)
        if found is None or found.agent_id != agent_id:
            raise NotFoundError(f"agent {agent_id} has no session {session_id}")
        if found.ended_at is None:
            found.ended_at = now
            _record_end(session, found.agent, now, found.device)


def end_other_sessions(agent_id: int, session_id: int, now: datetime) -> None:
    """End every session of one's own but this one."""
    with transaction() as session:
        end_sessions(session, agent_id, now, but=session_id)
        _record_end(session, get_agent(session, agent_id), now, "toutes les autres")


def _record_end(session: Session, agent: Agent, now: datetime, detail: str) -> None:
    record_on(session, agent.actor, Act.SESSION_ENDED, agent, now, detail=detail)
