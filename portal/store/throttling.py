"""What was done lately and by whom, so that nobody does too much of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.db import Model
from portal.store.types import UtcDateTime


class ThrottledAct(Model):
    """One act that is counted: its purpose, whose it was under a pseudonym, and when."""

    __tablename__ = "throttled_act"
    __table_args__ = (Index(None, "purpose", "subject", "done_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(64))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)


def find_nth_newest(
    session: Session, purpose: str, subjects: Collection[str], since: datetime, number: int
) -> datetime | None:
    """Return when the nth newest act (from 1) of these subjects was done, after ``since``."""
    query = (
        select(ThrottledAct.done_at)
        .where(ThrottledAct.purpose == purpose, ThrottledAct.subject.in_(subjects))
        .where(ThrottledAct.done_at > since)
        .order_by(ThrottledAct.done_at.desc())
    )
    return session.scalar(query.limit(1).offset(number - 1))


def forget_acts(session: Session, purpose: str, until: datetime) -> None:
    """Delete the acts that are too old to count."""
    old = (ThrottledAct.purpose == purpose) & (ThrottledAct.done_at <= until)
    session.execute(delete(ThrottledAct).where(old))


def forget_newest(session: Session, purpose: str, subject: str) -> None:
    """Delete the newest act of a subject: it turned out not to count."""
    query = select(ThrottledAct.id).where(
        ThrottledAct.purpose == purpose, ThrottledAct.subject == subject
    )
    newest = session.scalar(
        query.order_by(ThrottledAct.done_at.desc(), ThrottledAct.id.desc()).limit(1)
    )
    session.execute(delete(ThrottledAct).where(ThrottledAct.id == newest))


def forget_subject(session: Session, purpose: str, subject: str) -> None:
    """Delete every act of a subject."""
    its = (ThrottledAct.purpose == purpose) & (ThrottledAct.subject == subject)
    session.execute(delete(ThrottledAct).where(its))
