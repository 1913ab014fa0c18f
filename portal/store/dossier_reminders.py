"""Reminders about funding files: which deadline was told to the agents, so that it is told once."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.db import Model
from portal.store.types import UtcDateTime


class DossierReminder(Model):
    """A deadline of a file of which the agents of its Caf were told by mail."""

    __tablename__ = "dossier_reminder"
    __table_args__ = (UniqueConstraint("dossier_id", "kind", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    due_on: Mapped[date]
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
