"""Managing bodies (gestionnaires)."""

from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.listing import LegalStatus
from portal.store.db import Model
from portal.store.types import slug_enum


class Operator(Model):
    """The body that runs one or several listings."""

    __tablename__ = "operator"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    legal_status: Mapped[LegalStatus | None] = mapped_column(slug_enum(LegalStatus))
    siret: Mapped[str | None] = mapped_column(String(14))


def find_operator(session: Session, name: str) -> Operator | None:
    """Return the managing body of that exact name."""
    return session.scalar(select(Operator).where(Operator.name == name))
