"""The journal: history as a whole, within somebody's reach, narrowed and cut into pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, SubjectKind
from portal.store.audit import AuditEvent

_LONGEST_NUMBER = 9
"""Digits: every number that a column of the database holds for sure."""


@dataclass(frozen=True, slots=True)
class JournalFilters:
    """What of the journal is looked at; None and "" are everything.

    ``agent_id`` 0 stands for what nobody in particular did; ``listing`` is a number or part of a
    name; ``since`` is included, ``until`` is not.
    """

    agent_id: int | None = None
    act: Act | None = None
    since: datetime | None = None
    until: datetime | None = None
    listing: str = ""


def list_journal(
    session: Session, by: Actor, filters: JournalFilters, page: int, per_page: int
) -> Sequence[AuditEvent]:
    """Return a page (from 1) of the journal within the actor's reach, the newest first."""
    query = _narrowed(select(AuditEvent), by, filters).order_by(AuditEvent.id.desc())
    return session.scalars(query.limit(per_page).offset((page - 1) * per_page)).all()


def count_journal(session: Session, by: Actor, filters: JournalFilters) -> int:
    """Return how many events of the journal are within the actor's reach."""
    query = _narrowed(select(func.count()).select_from(AuditEvent), by, filters)
    return session.scalar(query) or 0


def list_authors(session: Session, by: Actor) -> list[tuple[int, str]]:
    """Return who did something within the actor's reach, by name: account (0 for none), name.

    Somebody whose name changed goes by the last one.
    """
    query = (
        select(AuditEvent.agent_id, AuditEvent.actor, func.max(AuditEvent.id))
        .group_by(AuditEvent.agent_id, AuditEvent.actor)
        .order_by(func.max(AuditEvent.id))
    )
    rows = session.execute(_narrowed(query, by, JournalFilters()))
    last = {agent_id or 0: actor for agent_id, actor, _ in rows}
    return sorted(last.items(), key=lambda author: author[1].casefold())


def _narrowed(
    query: Select[*tuple[Any, ...]], by: Actor, filters: JournalFilters
) -> Select[*tuple[Any, ...]]:
    if not by.sees_everything:
        query = query.where(AuditEvent.caf_id.in_(by.caf_ids))
    if filters.agent_id is not None:
        # IS NOT DISTINCT FROM: no account is a choice like the others.
        query = query.where(AuditEvent.agent_id.is_not_distinct_from(filters.agent_id or None))
    if filters.act is not None:
        query = query.where(AuditEvent.act == str(filters.act))
    if filters.since is not None:
        query = query.where(AuditEvent.at >= filters.since)
    if filters.until is not None:
        query = query.where(AuditEvent.at < filters.until)
    return _about(query, filters.listing) if filters.listing else query


def _about(query: Select[*tuple[Any, ...]], listing: str) -> Select[*tuple[Any, ...]]:
    query = query.where(AuditEvent.subject_kind == str(SubjectKind.LISTING))
    if listing.isdecimal() and len(listing) <= _LONGEST_NUMBER:
        return query.where(AuditEvent.subject_id == int(listing))
    return query.where(AuditEvent.subject.icontains(listing, autoescape=True))
