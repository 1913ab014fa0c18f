"""Recording history: one event for each act, in the transaction of the act itself.

Each event carries a digest of itself and of the event before: a row that was changed, deleted or
slipped in behind the application's back breaks the chain, and ``broken_link`` finds where.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange, Subject, sentence
from portal.store.audit import AuditEvent, last_digest


def record(
    session: Session,
    by: Actor,
    act: Act,
    subject: Subject,
    now: datetime,
    changes: Iterable[FieldChange] = (),
    detail: str = "",
) -> AuditEvent:
    """Add an event to history, inside the caller's transaction, which makes the chain exact."""
    return record_all(session, by, act, [(subject, changes)], now, detail)[0]


def record_all(
    session: Session,
    by: Actor,
    act: Act,
    done: Iterable[tuple[Subject, Iterable[FieldChange]]],
    now: datetime,
    detail: str = "",
) -> list[AuditEvent]:
    """Add an event for each of these subjects, in order, as ``record`` does for one."""
    session.flush()
    events: list[AuditEvent] = []
    previous = last_digest(session)
    for subject, changes in done:
        event = AuditEvent(
            at=now,
            agent_id=by.agent_id,
            actor=by.name,
            act=str(act),
            subject_kind=str(subject.kind),
            subject_id=subject.id,
            subject=subject.name[:300],
            caf_id=subject.caf_id,
            sentence=sentence(by.name, act, subject, detail),
            changes=json.dumps([[c.field, c.before, c.after] for c in changes], ensure_ascii=False),
            previous=previous,
        )
        event.digest = previous = _digest(event)
        events.append(event)
    session.add_all(events)
    session.flush()
    return events


def changes_of(event: AuditEvent) -> list[FieldChange]:
    """Return what an event changed."""
    return [FieldChange(*change) for change in json.loads(event.changes)]


def broken_link(session: Session) -> int | None:
    """Return the id of the first event that does not follow the one before, or None."""
    previous = ""
    events = select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=500)
    with closing(session.scalars(events)) as found:
        for event in found:
            if event.previous != previous or event.digest != _digest(event):
                return event.id
            previous = event.digest
    return None


def _digest(event: AuditEvent) -> str:
    parts = (
        event.previous,
        event.at.isoformat(),
        event.agent_id,
        event.actor,
        event.act,
        event.subject_kind,
        event.subject_id,
        event.subject,
        event.caf_id,
        event.sentence,
        event.changes,
    )
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
