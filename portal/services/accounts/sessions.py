"""Sessions: started, read, refreshed and ended; what is kept can be ended at any moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.services.accounts.tokens import digest, new_token
from portal.store.agents import Agent
from portal.store.staff_sessions import StaffSession, find_session

IDLE = timedelta(minutes=30)
"""Without a request for so long, one signs in again."""

LONGEST = timedelta(hours=12)
"""Nobody stays signed in for longer."""

FRESH = timedelta(minutes=10)
"""For so long after proving who they are, people may do what is sensitive."""


def start_session(session: Session, agent: Agent, device: str, now: datetime) -> str:
    """Open a session inside the caller's transaction and return its token."""
    token = new_token()
    session.add(
        StaffSession(
            digest=digest(token),
            agent_id=agent.id,
            device=device[:100],
            started_at=now,
            fresh_at=now,
        )
    )
    return token


def read_session(session: Session, token: str, now: datetime) -> StaffSession | None:
    """Return the session of a token with its agent, while both are good."""
    found = find_session(session, digest(token))
    if found is None or found.ended_at is not None or found.agent.disabled_at is not None:
        return None
    return found if now < found.started_at + LONGEST else None


def is_fresh(found: StaffSession, now: datetime) -> bool:
    """Tell whether the person proved lately who they are."""
    return now < found.fresh_at + FRESH


def end_sessions(session: Session, agent_id: int, now: datetime, *, but: int | None = None) -> None:
    """End every session of an agent, inside the caller's transaction; all but one if asked."""
    query = update(StaffSession).where(
        StaffSession.agent_id == agent_id, StaffSession.ended_at.is_(None)
    )
    if but is not None:
        query = query.where(StaffSession.id != but)
    session.execute(query.values(ended_at=now))
