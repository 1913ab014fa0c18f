"""Imports made in the browser: the file, what it would change, and what undoes it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.access import Actor
from portal.store.agents import Agent
from portal.store.db import Model, NotFoundError
from portal.store.types import UtcDateTime


class ImportBatch(Model):
    """One file: tried first, then perhaps applied, then perhaps undone.

    ``report`` is the JSON of the import's report; ``undo`` is the JSON of the rows before, and
    holds what listings were: it is deleted when undoing is no longer offered.
    """

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"), index=True)
    caf_id: Mapped[int | None] = mapped_column(ForeignKey("caf.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    report: Mapped[str] = mapped_column(Text)
    undo: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    agent: Mapped[Agent] = relationship()


def get_batch(session: Session, batch_id: int, by: Actor) -> ImportBatch:
    """Return an import within the actor's reach, or raise ``NotFoundError``."""
    batch = session.scalar(_within_reach(by).where(ImportBatch.id == batch_id))
    if batch is None:
        raise NotFoundError(f"no import has the id {batch_id} for this actor")
    return batch


def list_batches(session: Session, by: Actor, most: int) -> list[ImportBatch]:
    """Return the newest imports within the actor's reach."""
    query = _within_reach(by).order_by(ImportBatch.id.desc()).limit(most)
    return list(session.scalars(query.options(joinedload(ImportBatch.agent))))


def _within_reach(by: Actor) -> Select[ImportBatch]:
    query = select(ImportBatch)
    return query if by.sees_everything else query.where(ImportBatch.caf_id.in_(by.caf_ids))
