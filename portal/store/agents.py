"""Accounts of the staff side: who signs in, with what, for which Caf or managing body."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Column, ForeignKey, String, Table, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from portal.domain.access import Actor, Role
from portal.store.cafs import Caf
from portal.store.db import Model, NotFoundError
from portal.store.french_order import in_french_order
from portal.store.operators import Operator
from portal.store.types import UtcDateTime, slug_enum

agent_caf = Table(
    "agent_caf",
    Model.metadata,
    Column("agent_id", ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column("caf_id", ForeignKey("caf.id"), primary_key=True, index=True),
)


class Agent(Model):
    """A person's account. The mail is kept in lower case.

    Without ``password_hash`` nobody signs in with a password (an invitation waits, or sign-in is by
    OpenID Connect). ``totp_step`` is the last time step whose code was used: a code works once.
    """

    __tablename__ = "agent"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(slug_enum(Role))
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[int | None]
    second_factor_required: Mapped[bool] = mapped_column(default=True)
    oidc_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    cafs: Mapped[list[Caf]] = relationship(secondary=agent_caf, order_by=Caf.code)
    operator: Mapped[Operator | None] = relationship()

    @property
    def actor(self) -> Actor:
        """The account as history and permissions know it."""
        caf_ids = frozenset(caf.id for caf in self.cafs)
        return Actor(self.id, self.name, self.role, caf_ids, self.operator_id)


def find_agent(session: Session, mail: str) -> Agent | None:
    """Return the account of a mail address, in any case, with its Caf."""
    wanted = mail.strip().lower()
    return session.scalar(
        select(Agent).where(Agent.mail == wanted).options(selectinload(Agent.cafs))
    )


def find_agent_of_subject(session: Session, subject: str) -> Agent | None:
    """Return the account that an issuer of OpenID Connect knows by this subject."""
    return session.scalar(select(Agent).where(Agent.oidc_subject == subject))


def get_agent(session: Session, agent_id: int) -> Agent:
    """Return an account, or raise ``NotFoundError``."""
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise NotFoundError(f"no agent has the id {agent_id}")
    return agent


def list_agents(session: Session, caf_ids: Collection[int] | None = None) -> list[Agent]:
    """Return the accounts by name: all, or those that belong to one of these Caf."""
    query = select(Agent).options(selectinload(Agent.cafs)).order_by(in_french_order(Agent.name))
    if caf_ids is not None:
        query = query.where(Agent.cafs.any(Caf.id.in_(caf_ids)))
    return list(session.scalars(query))
