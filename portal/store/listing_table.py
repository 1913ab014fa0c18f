"""The listings of an agent's reach as a table: filtered, sorted, cut into pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from portal.domain.access import Actor
from portal.domain.labels import LabelledEnum
from portal.domain.listing import ListingKind, ListingStatus
from portal.store.agents import Agent
from portal.store.french_order import in_french_order
from portal.store.listings import Listing, Query, within_reach
from portal.store.sites import Site


class Sorting(LabelledEnum):
    """The columns by which the table is sorted."""

    NOM = "nom", "Nom"
    TYPE = "type", "Type"
    COMMUNE = "commune", "Commune"
    STATUT = "statut", "Statut"
    MODIFIEE = "modifiee", "Modifiée"
    VERIFIEE = "verifiee", "Vérifiée"
    CONFIEE = "confiee", "Confiée à"


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """What of the table is wanted. An empty set or text keeps everything.

    ``assignee`` is an agent's id, 0 for nobody's; ``verified_before`` also keeps what never was;
    ``no_caf`` keeps what belongs to none.
    """

    words: str = ""
    statuses: frozenset[ListingStatus] = frozenset()
    kinds: frozenset[ListingKind] = frozenset()
    assignee: int | None = None
    verified_before: date | None = None
    no_caf: bool = False
    sorting: Sorting = Sorting.NOM
    descending: bool = False
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class TableRow:
    """One listing of the table."""

    id: int
    name: str
    kind: ListingKind
    status: ListingStatus
    commune: str
    updated_at: datetime
    verified_on: date | None
    assignee: str
    demonstration: bool
    version: int


_first = aliased(Site)
_COMMUNE = (
    select(_first.commune)
    .where(_first.listing_id == Listing.id)
    .order_by(_first.position)
    .limit(1)
    .scalar_subquery()
)
_KIND = case({kind: kind.label for kind in ListingKind}, value=Listing.kind)
_ORDERS: Mapping[Sorting, ColumnElement[Any]] = {
    Sorting.NOM: in_french_order(Listing.name),
    Sorting.TYPE: in_french_order(_KIND),
    Sorting.COMMUNE: in_french_order(_COMMUNE),
    Sorting.STATUT: Listing.status.expression,
    Sorting.MODIFIEE: Listing.updated_at.expression,
    Sorting.VERIFIEE: Listing.verified_on.expression,
    Sorting.CONFIEE: in_french_order(Agent.name),
}


def list_rows(
    session: Session, by: Actor, asked: TableQuestion, ids: Collection[int] | None
) -> tuple[Sequence[TableRow], int]:
    """Return a page of the table and the number of rows in all; among ``ids`` where given."""
    query = _filtered(
        select(
            Listing.id,
            Listing.name,
            Listing.kind,
            Listing.status,
            func.coalesce(_COMMUNE, "").label("commune"),
            Listing.updated_at,
            Listing.verified_on,
            func.coalesce(Agent.name, "").label("assignee"),
            Listing.demonstration,
            Listing.version,
        ).outerjoin(Agent, Agent.id == Listing.assignee_id),
        by,
        asked,
        ids,
    )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    order = _ORDERS[asked.sorting]
    # What was never done comes before what was done long ago.
    order = order.desc().nulls_last() if asked.descending else order.asc().nulls_first()
    ordered = query.order_by(order, Listing.id)
    page = ordered.limit(asked.size).offset((asked.page - 1) * asked.size)
    return [TableRow(*row) for row in session.execute(page)], total


def list_ids(
    session: Session, by: Actor, asked: TableQuestion, ids: Collection[int] | None
) -> Sequence[int]:
    """Return the ids of every row of the table, on whatever page."""
    return session.scalars(_filtered(select(Listing.id), by, asked, ids)).all()


def list_versions(
    session: Session, by: Actor, asked: TableQuestion, ids: Collection[int] | None
) -> Mapping[int, int]:
    """Return the version of every row of the table by its id, on whatever page."""
    query = select(Listing.id, Listing.version)
    return dict(session.execute(_filtered(query, by, asked, ids)).all())


def list_names(session: Session, by: Actor) -> Sequence[tuple[int, str]]:
    """Return what words are looked for in, for each listing within reach."""
    texts = select(Listing.id, Listing.name, Listing.local_name, _COMMUNE)
    rows = session.execute(within_reach(texts, by))
    return [(row[0], " ".join(text for text in row[1:] if text)) for row in rows]


def _filtered(query: Query, by: Actor, asked: TableQuestion, ids: Collection[int] | None) -> Query:
    query = within_reach(query, by)
    if ids is not None:
        query = query.where(Listing.id.in_(ids))
    if asked.statuses:
        query = query.where(Listing.status.in_(asked.statuses))
    if asked.kinds:
        query = query.where(Listing.kind.in_(asked.kinds))
    if asked.assignee is not None:
        wanted = Listing.assignee_id == (asked.assignee or None)
        query = query.where(wanted if asked.assignee else Listing.assignee_id.is_(None))
    if asked.no_caf:
        query = query.where(Listing.caf_id.is_(None))
    if asked.verified_before is not None:
        late = Listing.verified_on < asked.verified_before
        query = query.where(late | Listing.verified_on.is_(None))
    return query
