"""The passkeys of agents: the queries about them."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.store.credentials import Passkey
from portal.store.db import NotFoundError


def list_passkeys(session: Session, agent_id: int) -> list[Passkey]:
    """Return the passkeys of an agent, the oldest first."""
    query = select(Passkey).where(Passkey.agent_id == agent_id)
    return list(session.scalars(query.order_by(Passkey.created_at, Passkey.id)))


def find_passkey(session: Session, agent_id: int, credential_id: bytes) -> Passkey | None:
    """Return the passkey of an agent that a browser names."""
    query = select(Passkey).where(Passkey.credential_id == credential_id)
    return session.scalar(query.where(Passkey.agent_id == agent_id))


def get_passkey(session: Session, agent_id: int, passkey_id: int) -> Passkey:
    """Return a passkey of an agent, or raise ``NotFoundError``."""
    found = session.get(Passkey, passkey_id)
    if found is None or found.agent_id != agent_id:
        raise NotFoundError(f"the agent has no passkey of the id {passkey_id}")
    return found


def is_known_credential(session: Session, credential_id: bytes) -> bool:
    """Tell whether some account has this passkey already."""
    query = select(Passkey.id).where(Passkey.credential_id == credential_id)
    return session.scalar(query) is not None


def forget_passkeys(session: Session, agent_id: int) -> None:
    """Delete every passkey of an agent."""
    session.execute(delete(Passkey).where(Passkey.agent_id == agent_id))
