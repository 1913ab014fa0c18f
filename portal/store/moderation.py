"""The moderation queue: reports of the public and proposals of managing bodies, in one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.labels import LabelledEnum
from portal.domain.moderation import ItemKind, QueueState, WaitingFor
from portal.domain.proposals import ProposalState
from portal.domain.reports import ReportReason, ReportState
from portal.store.listings import Listing, within_reach
from portal.store.proposals import Proposal
from portal.store.reports import Report

_Query = Select[*tuple[Any, ...]]

_REPORT_STATES = {
    QueueState.A_TRAITER: (ReportState.RECU, ReportState.EN_COURS),
    QueueState.ACCEPTE: (ReportState.ACCEPTE,),
    QueueState.REFUSE: (ReportState.REFUSE,),
}
_PROPOSAL_STATES = {
    QueueState.A_TRAITER: (ProposalState.EN_ATTENTE,),
    QueueState.ACCEPTE: (ProposalState.ACCEPTEE, ProposalState.AMENDEE),
    QueueState.REFUSE: (ProposalState.REFUSEE,),
}


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What of the queue is looked at; None is everything. Only reports have a reason."""

    state: QueueState = QueueState.A_TRAITER
    kind: ItemKind | None = None
    reason: ReportReason | None = None
    waiting: WaitingFor | None = None


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of the queue; ``reason`` is a report's."""

    kind: ItemKind
    id: int
    sent_at: datetime
    state: LabelledEnum
    reason: ReportReason | None
    listing_id: int
    listing: str


def list_queue(
    session: Session, by: Actor, filters: QueueFilters, now: datetime, page: int, per_page: int
) -> tuple[list[QueueItem], int]:
    """Return a page (from 1) of the queue within the actor's reach, oldest first, and the total."""
    queries = _queries(by, filters, now)
    if not queries:
        return [], 0
    queue = union_all(*queries).subquery()
    total = session.scalar(select(func.count()).select_from(queue)) or 0
    ordered = select(queue).order_by(queue.c.sent_at, queue.c.kind, queue.c.id)
    rows = session.execute(ordered.limit(per_page).offset((page - 1) * per_page))
    return [_item(row) for row in rows], total


def count_waiting(session: Session, by: Actor, now: datetime) -> int:
    """Return how many reports and proposals wait for a decision within the actor's reach."""
    return list_queue(session, by, QueueFilters(), now, 1, 1)[1]


def _queries(by: Actor, filters: QueueFilters, now: datetime) -> list[_Query]:
    found: list[_Query] = []
    if filters.kind is not ItemKind.PROPOSITION:
        reports = _narrowed(_reports(), Report, _REPORT_STATES, filters, now)
        if filters.reason:
            reports = reports.where(Report.reason == filters.reason)
        found.append(within_reach(reports, by))
    if filters.kind is not ItemKind.SIGNALEMENT and filters.reason is None:
        proposals = _narrowed(_proposals(), Proposal, _PROPOSAL_STATES, filters, now)
        found.append(within_reach(proposals, by))
    return found


def _reports() -> _Query:
    return select(
        literal(ItemKind.SIGNALEMENT.value).label("kind"),
        Report.id.label("id"),
        Report.created_at.label("sent_at"),
        cast(Report.state, String).label("state"),
        cast(Report.reason, String).label("reason"),
        Listing.id.label("listing_id"),
        Listing.name.label("listing"),
    ).join(Listing, Listing.id == Report.listing_id)


def _proposals() -> _Query:
    return select(
        literal(ItemKind.PROPOSITION.value).label("kind"),
        Proposal.id.label("id"),
        Proposal.created_at.label("sent_at"),
        cast(Proposal.state, String).label("state"),
        literal("").label("reason"),
        Listing.id.label("listing_id"),
        Listing.name.label("listing"),
    ).join(Listing, Listing.id == Proposal.listing_id)


def _narrowed(
    query: _Query,
    table: type[Report | Proposal],
    states: Mapping[QueueState, Sequence[LabelledEnum]],
    filters: QueueFilters,
    now: datetime,
) -> _Query:
    if filters.state in states:
        query = query.where(table.state.in_(states[filters.state]))
    if filters.waiting:
        query = query.where(table.created_at <= now - filters.waiting.at_least)
    return query


def _item(row: Any) -> QueueItem:  # noqa: ANN401 - a row of a query made from parts
    is_report = row.kind == ItemKind.SIGNALEMENT
    return QueueItem(
        kind=ItemKind(row.kind),
        id=row.id,
        sent_at=row.sent_at,
        state=ReportState(row.state) if is_report else ProposalState(row.state),
        reason=ReportReason(row.reason) if is_report else None,
        listing_id=row.listing_id,
        listing=row.listing,
    )
