"""The Caf: entities of their own, since a département can have two and Mayotte has its CSSM."""

from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.db import Model
from portal.store.types import Slugs


class Caf(Model):
    """A family benefit office, with the départements that it serves."""

    __tablename__ = "caf"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    departements: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())


def list_cafs(session: Session) -> list[Caf]:
    """Return every Caf, by code."""
    return list(session.scalars(select(Caf).order_by(Caf.code)))
