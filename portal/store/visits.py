"""How often each kind of page was opened: numbers only, nothing of who opened it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.db import Model

VisitKey = tuple[date, str, str]
"""A day in Paris, a kind of page, and the code of a département or ""."""


class VisitCount(Model):
    """The number of times that a kind of page was opened on a day, for a département or none."""

    __tablename__ = "visit_count"
    __table_args__ = (CheckConstraint("opened > 0", name="opened"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(60), primary_key=True)
    departement: Mapped[str] = mapped_column(String(3), primary_key=True)
    opened: Mapped[int]


def add_visits(session: Session, counts: Mapping[VisitKey, int]) -> None:
    """Add to the numbers, inside the caller's transaction, which makes it exact."""
    for key, opened in counts.items():
        row = session.get(VisitCount, key)
        if row is None:
            day, page, departement = key
            session.add(VisitCount(day=day, page=page, departement=departement, opened=opened))
        else:
            row.opened += opened


def list_visits(session: Session, first: date, last: date, *, least: int) -> Sequence[VisitCount]:
    """Return the numbers of these days, both included, that reach ``least``, by day and page."""
    query = (
        select(VisitCount)
        .where(VisitCount.day.between(first, last), VisitCount.opened >= least)
        .order_by(VisitCount.day, VisitCount.page, VisitCount.departement)
    )
    return session.scalars(query).all()
