"""Sessions of the staff side: rows that can be ended, which a signed cookie only points to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from portal.store.agents import Agent
from portal.store.db import Model
from portal.store.types import UtcDateTime


class StaffSession(Model):
    """One signed-in browser. The token itself is only in the cookie; here is its SHA-256.

    ``fresh_at`` is when the person last proved who they are; ``device`` is the browser in words.
    """

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(100), default="")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fresh_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    agent: Mapped[Agent] = relationship()


def find_session(session: Session, digest: str) -> StaffSession | None:
    """Return the session of a token's digest, with its agent, whether it has ended or not."""
    query = select(StaffSession).where(StaffSession.digest == digest)
    whole = selectinload(StaffSession.agent).selectinload(Agent.cafs)
    return session.scalar(query.options(whole))


def list_open_sessions(session: Session, agent_id: int, since: datetime) -> list[StaffSession]:
    """Return the sessions of an agent that started after ``since`` and were not ended."""
    query = (
        select(StaffSession)
        .where(StaffSession.agent_id == agent_id, StaffSession.ended_at.is_(None))
        .where(StaffSession.started_at > since)
        .order_by(StaffSession.started_at.desc())
    )
    return list(session.scalars(query))
