"""An account as history names it, and whose history it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange, Subject, SubjectKind
from portal.services.audit import record
from portal.store.agent_reach import list_operator_cafs
from portal.store.agents import Agent
from portal.store.cafs import Caf


def record_on(
    session: Session,
    by: Actor,
    act: Act,
    agent: Agent,
    now: datetime,
    changes: Iterable[FieldChange] = (),
    detail: str = "",
    before: Iterable[Caf] = (),
) -> None:
    """Record an act on an account, inside the caller's transaction.

    Each Caf reads its own journal only: where several are concerned, each has a line, which names
    it. ``before`` are those that the account leaves.
    """
    cafs = sorted({*before, *cafs_concerned(session, by, agent)}, key=lambda caf: caf.code)
    changes = list(changes)
    for caf in cafs or (None,):
        subject = Subject(SubjectKind.AGENT, agent.id, agent.name, caf.id if caf else None)
        named = [caf.name] if caf and len(cafs) > 1 else []
        told = ", ".join([*([detail] if detail else []), *named])
        record(session, by, act, subject, now, changes, told)


def cafs_concerned(session: Session, by: Actor, agent: Agent) -> list[Caf]:
    """Return whose journals tell of an act on an account.

    They are its Caf; for somebody of a managing body, those of its listings, save for what one does
    to one's own account: a body of the whole country would write to every journal.
    """
    if agent.operator is None or by.agent_id == agent.id:
        return list(agent.cafs)
    return list_operator_cafs(session, agent.operator.id)
