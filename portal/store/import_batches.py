"""Imports made in the browser: the file, what it would change, and what undoes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    cast,
    exists,
    func,
    literal,
    not_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Mapped, Session, defer, joinedload, mapped_column, relationship

from portal.domain.access import Actor
from portal.store.agents import Agent
from portal.store.cafs import Caf
from portal.store.db import Model, NotFoundError
from portal.store.types import Slugs, UtcDateTime

_NO_CAF = "france"
"""Stands among ``caf_ids`` for listings that belong to no Caf."""


class ImportBatch(Model):
    """One file: tried first, then perhaps applied, then perhaps undone.

    ``caf_id`` is the Caf of who sent it, ``caf_ids`` those of all listings that it touches.
    ``report`` is the JSON of the import's report; ``undo`` is the JSON of the rows before, and
    holds what listings were: it is deleted when undoing is no longer offered.
    """

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"), index=True)
    caf_id: Mapped[int | None] = mapped_column(ForeignKey("caf.id"), index=True)
    caf_ids: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    report: Mapped[str] = mapped_column(Text)
    undo: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    agent: Mapped[Agent] = relationship()

    @property
    def touched(self) -> tuple[int | None, ...]:
        """The ids of the Caf whose listings it touches; None for those of no Caf."""
        return tuple(None if each == _NO_CAF else int(each) for each in self.caf_ids)

    @touched.setter
    def touched(self, caf_ids: Iterable[int | None]) -> None:
        self.caf_ids = tuple(sorted(_NO_CAF if each is None else str(each) for each in caf_ids))


def get_batch(session: Session, batch_id: int, by: Actor) -> ImportBatch:
    """Return an import whose every Caf is within the actor's reach, or raise ``NotFoundError``."""
    query = select(ImportBatch).where(ImportBatch.id == batch_id, is_reached(by))
    batch = session.scalar(query)
    if batch is None:
        raise NotFoundError(f"no import has the id {batch_id} for this actor")
    return batch


def count_batches(session: Session, by: Actor) -> int:
    """Return how many imports there are within the actor's reach."""
    query = select(func.count()).select_from(ImportBatch).where(is_reached(by))
    return session.scalar(query) or 0


def list_batches(session: Session, by: Actor, most: int, skipped: int = 0) -> list[ImportBatch]:
    """Return the newest imports within the actor's reach, without what they hold."""
    heavy = (ImportBatch.content, ImportBatch.report, ImportBatch.undo)
    query = select(ImportBatch).where(is_reached(by)).order_by(ImportBatch.id.desc())
    page = query.limit(most).offset(skipped)
    light = page.options(joinedload(ImportBatch.agent), *(defer(column) for column in heavy))
    return list(session.scalars(light))


def is_reached(by: Actor) -> ColumnElement[bool]:
    """Keep imports that touch only what the actor reaches: one listing too many hides them all."""
    if by.sees_everything:
        return true()
    touched = type_coerce(ImportBatch.caf_ids, Text)
    named = literal('"') + cast(Caf.id, String) + '"'
    elsewhere = exists().where(Caf.id.not_in(by.caf_ids), touched.contains(named))
    return not_(elsewhere) & touched.contains('"') & not_(touched.contains(f'"{_NO_CAF}"'))
