"""What proves who signs in, beside the password: recovery codes, passkeys, links sent by mail.

Codes and links are kept as SHA-256 digests: whoever reads the database cannot use them.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, delete, exists, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from portal.domain.labels import LabelledEnum
from portal.store.agents import Agent
from portal.store.db import Model
from portal.store.types import UtcDateTime, slug_enum


class LinkPurpose(LabelledEnum):
    """What a link sent to an agent is for."""

    INVITATION = "invitation", "Invitation"
    RESET = "reinitialisation", "Nouveau mot de passe"


class RecoveryCode(Model):
    """A code that replaces the second factor, once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Passkey(Model):
    """A WebAuthn credential: an alternative second factor."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AccountLink(Model):
    """A link of one use that lets an agent choose a password."""

    __tablename__ = "account_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(slug_enum(LinkPurpose))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    agent: Mapped[Agent] = relationship()


def has_passkey(session: Session, agent_id: int) -> bool:
    """Tell whether an agent has a passkey."""
    return session.scalar(select(exists().where(Passkey.agent_id == agent_id))) or False


def has_second_factor(session: Session, agent: Agent) -> bool:
    """Tell whether an agent proves by more than a password who they are."""
    return agent.totp_secret is not None or has_passkey(session, agent.id)


def find_unused_code(session: Session, agent_id: int, digest: str) -> RecoveryCode | None:
    """Return the recovery code of a digest, unless it was used."""
    query = select(RecoveryCode).where(
        RecoveryCode.agent_id == agent_id,
        RecoveryCode.digest == digest,
        RecoveryCode.used_at.is_(None),
    )
    return session.scalars(query).first()


def count_unused_codes(session: Session, agent_id: int) -> int:
    """Return how many recovery codes an agent still has."""
    query = select(func.count()).select_from(RecoveryCode)
    unused = (RecoveryCode.agent_id == agent_id) & RecoveryCode.used_at.is_(None)
    return session.scalar(query.where(unused)) or 0


def forget_codes(session: Session, agent_id: int) -> None:
    """Delete every recovery code of an agent."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.agent_id == agent_id))


def find_link(session: Session, purpose: LinkPurpose, digest: str) -> AccountLink | None:
    """Return the link of a token's digest with its agent, whether it is still good or not."""
    query = select(AccountLink).where(AccountLink.purpose == purpose, AccountLink.digest == digest)
    return session.scalar(query.options(selectinload(AccountLink.agent)))


def use_up_links(session: Session, agent_id: int, now: datetime) -> None:
    """Make every link of an agent useless: once a password is chosen, none is good any more."""
    query = update(AccountLink).where(AccountLink.agent_id == agent_id)
    session.execute(query.where(AccountLink.used_at.is_(None)).values(used_at=now))
