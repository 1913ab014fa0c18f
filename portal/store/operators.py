"""Managing bodies (gestionnaires)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.listing import LegalStatus
from portal.store.db import NEVER_AGAIN, Model
from portal.store.types import slug_enum


class Operator(Model):
    """The body that runs one or several listings."""

    __tablename__ = "operator"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    legal_status: Mapped[LegalStatus | None] = mapped_column(slug_enum(LegalStatus))
    siret: Mapped[str | None] = mapped_column(String(14))


def find_operators(session: Session, names: Collection[str]) -> dict[str, Operator]:
    """Return the managing bodies of these exact names, by name."""
    query = select(Operator).where(Operator.name.in_(names))
    return {operator.name: operator for operator in session.scalars(query)}
