"""Deleting and emptying what was kept for long enough; each returns how many rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from portal.store.agents import Agent
from portal.store.credentials import AccountLink, Passkey, RecoveryCode
from portal.store.db import Model
from portal.store.import_batches import ImportBatch
from portal.store.staff_sessions import StaffSession
from portal.store.throttling import ThrottledAct
from portal.store.workbench import DossierDraft, ListingDraft


def forget_sessions(session: Session, until: datetime) -> int:
    """Delete the sessions that began before ``until``: all of them have ended."""
    return _delete(session, StaffSession, StaffSession.started_at <= until)


def forget_links(session: Session, until: datetime) -> int:
    """Delete the links to accounts that expired before ``until``."""
    return _delete(session, AccountLink, AccountLink.expires_at <= until)


def forget_attempts(session: Session, until: datetime) -> int:
    """Delete what was counted before ``until``."""
    return _delete(session, ThrottledAct, ThrottledAct.done_at <= until)


def forget_drafts(session: Session, until: datetime) -> int:
    """Delete the drafts that nobody touched since ``until``."""
    listings = _delete(session, ListingDraft, ListingDraft.saved_at <= until)
    return listings + _delete(session, DossierDraft, DossierDraft.saved_at <= until)


def empty_imports(session: Session, until: datetime) -> int:
    """Empty the files of imports older than ``until``, and what undoes them."""
    full = or_(ImportBatch.content != b"", ImportBatch.undo.is_not(None))
    old = update(ImportBatch).where(full, ImportBatch.created_at <= until)
    emptied = old.values(content=b"", undo=None).returning(ImportBatch.id)
    return len(session.execute(emptied).all())


def forget_credentials(session: Session, until: datetime) -> int:
    """Take from accounts disabled before ``until`` all that signs in; count the accounts."""
    disabled = Agent.disabled_at <= until
    ids: set[int] = set()
    for table in (RecoveryCode, Passkey):
        theirs = table.agent_id.in_(select(Agent.id).where(disabled))
        ids.update(session.scalars(delete(table).where(theirs).returning(table.agent_id)))
    proofs = Agent.password_hash, Agent.totp_secret, Agent.oidc_subject
    proves = or_(*(proof.is_not(None) for proof in proofs))
    nothing = {"password_hash": None, "totp_secret": None, "totp_step": None, "oidc_subject": None}
    emptied = update(Agent).where(disabled, proves).values(nothing)
    ids.update(session.scalars(emptied.returning(Agent.id)))
    return len(ids)


def _delete(session: Session, table: type[Model], old: ColumnElement[bool]) -> int:
    found: Any = session.execute(delete(table).where(old))
    return int(found.rowcount)
