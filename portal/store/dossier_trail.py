"""What happened to a funding file: steps, the decision, payments; and the documents attached.

Steps, decisions and payments are only ever added: the database refuses anything else (0005).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.dossiers.convention import PaymentKind
from portal.domain.dossiers.states import DossierState
from portal.store.db import Model
from portal.store.types import Cents, UtcDateTime, slug_enum


class DossierStep(Model):
    """A step: to which state, on which day, by whom, with what comment.

    ``on`` is the day that people give it; ``at`` is when it was written down.
    """

    __tablename__ = "dossier_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    state: Mapped[DossierState] = mapped_column(slug_enum(DossierState))
    on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    actor: Mapped[str] = mapped_column(String(120))
    comment: Mapped[str] = mapped_column(Text, default="")


class DossierDecision(Model):
    """What a decision rested on, as it was: facts, findings, version of the rules (JSON).

    ``overrides`` gives the written reason for each required rule that was set aside.
    """

    __tablename__ = "dossier_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), unique=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("dossier_step.id"), unique=True)
    rulebook: Mapped[str] = mapped_column(String(40))
    facts: Mapped[str] = mapped_column(Text)
    evaluation: Mapped[str] = mapped_column(Text)
    overrides: Mapped[str] = mapped_column(Text, default="{}")


class DossierPayment(Model):
    """An amount that was paid; each kind once, by the step that says so."""

    __tablename__ = "dossier_payment"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        UniqueConstraint("dossier_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("dossier_step.id"), unique=True)
    kind: Mapped[PaymentKind] = mapped_column(slug_enum(PaymentKind))
    amount: Mapped[Decimal] = mapped_column(Cents)
    paid_on: Mapped[date]


class DossierDocument(Model):
    """A document attached to a file; its bytes are kept outside, under the name ``stored_as``.

    That name is drawn, never taken from people. A document that is taken away loses its bytes and
    keeps its row: the trail says that it was there.
    """

    __tablename__ = "dossier_document"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    actor: Mapped[str] = mapped_column(String(120))
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by: Mapped[str] = mapped_column(String(120), default="")


def list_terminations(session: Session, dossier_ids: Collection[int]) -> dict[int, date]:
    """Return the day on which each of these files was terminated, by the id of the file."""
    if not dossier_ids:
        return {}
    query = select(DossierStep.dossier_id, DossierStep.on).where(
        DossierStep.state == DossierState.RESILIEE, DossierStep.dossier_id.in_(dossier_ids)
    )
    return {row.dossier_id: row.on for row in session.execute(query)}
