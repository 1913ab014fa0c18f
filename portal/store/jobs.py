"""Jobs that run from time to time: a lease, so that one runs at a time, and its last outcome."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.db import Model
from portal.store.types import UtcDateTime


class JobRun(Model):
    """The last run of a job; whoever holds the lease runs it until then."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(Text, default="")


def find_job(session: Session, name: str) -> JobRun | None:
    """Return the last run of a job, if it ever ran."""
    return session.get(JobRun, name)


def list_jobs(session: Session) -> list[JobRun]:
    """Return the last run of every job that ever ran."""
    return list(session.scalars(select(JobRun).order_by(JobRun.name)))
