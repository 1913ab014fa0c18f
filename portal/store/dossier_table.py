"""The funding files of an agent's reach as a table: filtered, sorted, cut into pages, added up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.dossiers.amounts import NOTHING
from portal.domain.dossiers.path import Duties
from portal.domain.dossiers.states import Axis, DossierState
from portal.domain.labels import LabelledEnum
from portal.domain.listing import ListingKind
from portal.store.cafs import Caf
from portal.store.dossier_trail import DossierPayment, DossierStep
from portal.store.dossiers import Dossier
from portal.store.french_order import in_french_order
from portal.store.listings import Listing, Query, within_reach


class FileSorting(LabelledEnum):
    """The columns by which the table is sorted."""

    FICHE = "fiche", "Fiche"
    ANNEES = "annees", "Années"
    ETAT = "etat", "Étape"
    DEPUIS = "depuis", "Depuis"
    DEMANDE = "demande", "Demandé"
    ACCORDE = "accorde", "Accordé"
    VERSE = "verse", "Versé"


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """What of the table is wanted. An empty set or text keeps everything.

    ``mine`` keeps what waits for whoever asks.
    """

    words: str = ""
    states: frozenset[DossierState] = frozenset()
    kinds: frozenset[ListingKind] = frozenset()
    axis: Axis | None = None
    year: int | None = None
    mine: bool = False
    sorting: FileSorting = FileSorting.ANNEES
    descending: bool = True
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the table; ``since`` is the day of its last step, None where it took none."""

    id: int
    listing_id: int
    name: str
    kind: ListingKind
    caf: str
    axis: Axis
    first_year: int
    last_year: int
    state: DossierState
    since: date | None
    opened_at: datetime
    asked: Decimal
    granted: Decimal | None
    paid: Decimal
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class FileTotals:
    """What the files that a question keeps come to."""

    number: int
    asked: Decimal
    granted: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose table it is: who asks, what waits for them, and the listings that have the words."""

    by: Actor
    duties: Duties
    listing_ids: Collection[int] | None = None


_SINCE = (
    select(func.max(DossierStep.on)).where(DossierStep.dossier_id == Dossier.id).scalar_subquery()
)
_PAID = (
    select(func.sum(DossierPayment.amount))
    .where(DossierPayment.dossier_id == Dossier.id)
    .scalar_subquery()
)
_ORDERS: Mapping[FileSorting, ColumnElement[Any]] = {
    FileSorting.FICHE: in_french_order(Listing.name),
    FileSorting.ANNEES: Dossier.first_year.expression,
    FileSorting.ETAT: case(
        {state.value: place for place, state in enumerate(DossierState)}, value=Dossier.state
    ),
    FileSorting.DEPUIS: func.coalesce(_SINCE, Dossier.created_at),
    FileSorting.DEMANDE: Dossier.asked.expression,
    FileSorting.ACCORDE: func.coalesce(Dossier.granted, 0),
    FileSorting.VERSE: func.coalesce(_PAID, 0),
}


_PAID_AT = 13
"""Where the row of the query has what was paid: nothing has no sum."""


def list_file_rows(session: Session, scope: Scope, asked: FileQuestion) -> Sequence[FileRow]:
    """Return a page of the table."""
    ordered = _ordered(scope, asked)
    page = ordered.limit(asked.size).offset((asked.page - 1) * asked.size)
    return [_row(row) for row in session.execute(page)]


def stream_file_rows(session: Session, scope: Scope, asked: FileQuestion) -> Iterator[FileRow]:
    """Yield every row of the table, on whatever page."""
    for row in session.execute(_ordered(scope, asked).execution_options(yield_per=500)):
        yield _row(row)


def total_files(session: Session, scope: Scope, asked: FileQuestion) -> FileTotals:
    """Return how many files the table has, and what they come to."""
    sums = select(
        func.count(Dossier.id), func.sum(Dossier.asked), func.sum(Dossier.granted), func.sum(_PAID)
    ).join(Dossier.listing)
    number, wanted, granted, paid = session.execute(_filtered(sums, scope, asked)).one()
    return FileTotals(number, wanted or NOTHING, granted or NOTHING, paid or NOTHING)


def count_awaited(session: Session, scope: Scope) -> dict[DossierState, tuple[int, date]]:
    """Return of each state how many files wait there for who asks, drafts left out.

    Beside it, since when the one that has stood there longest does.
    """
    query = select(Dossier.state, func.count(Dossier.id), func.min(_SINCE)).join(Dossier.listing)
    waiting = within_reach(query, scope.by).where(_awaits(scope))
    submitted = waiting.where(Dossier.state != DossierState.BROUILLON)
    rows = session.execute(submitted.group_by(Dossier.state))
    return {state: (number, since) for state, number, since in rows}


def list_file_names(session: Session, by: Actor) -> Sequence[tuple[int, str]]:
    """Return what words are looked for in, for each listing within reach that has a file."""
    having = select(Dossier.listing_id)
    texts = select(Listing.id, Listing.name, Listing.local_name).where(Listing.id.in_(having))
    rows = session.execute(within_reach(texts, by))
    return [(row[0], " ".join(text for text in row[1:] if text)) for row in rows]


def span_of_years(session: Session, by: Actor) -> tuple[int, int] | None:
    """Return the first and the last year that files within reach are about, None without any."""
    ends = select(func.min(Dossier.first_year), func.max(Dossier.last_year)).join(Dossier.listing)
    found: Sequence[int | None] = session.execute(within_reach(ends, by)).one()
    first, last = found
    return None if first is None or last is None else (first, last)


def _ordered(scope: Scope, asked: FileQuestion) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(
        Dossier.id,
        Dossier.listing_id,
        Listing.name,
        Listing.kind,
        Caf.name,
        Dossier.axis,
        Dossier.first_year,
        Dossier.last_year,
        Dossier.state,
        _SINCE,
        Dossier.created_at,
        Dossier.asked,
        Dossier.granted,
        _PAID,
        Dossier.starts_on,
        Dossier.ends_on,
    )
    order = _ORDERS[asked.sorting]
    filtered = _filtered(query.join(Dossier.listing).join(Dossier.caf), scope, asked)
    return filtered.order_by(order.desc() if asked.descending else order, Dossier.id.desc())


def _row(row: Any) -> FileRow:  # noqa: ANN401 - a row of the query above
    values = list(row)
    values[_PAID_AT] = values[_PAID_AT] or NOTHING
    return FileRow(*values)


def _filtered(query: Query, scope: Scope, asked: FileQuestion) -> Query:
    query = within_reach(query, scope.by)
    if scope.listing_ids is not None:
        query = query.where(Dossier.listing_id.in_(scope.listing_ids))
    if asked.states:
        query = query.where(Dossier.state.in_(asked.states))
    if asked.kinds:
        query = query.where(Listing.kind.in_(asked.kinds))
    if asked.axis is not None:
        query = query.where(Dossier.axis == asked.axis)
    if asked.year is not None:
        query = query.where(Dossier.first_year <= asked.year, asked.year <= Dossier.last_year)
    return query.where(_awaits(scope)) if asked.mine else query


def _awaits(scope: Scope) -> ColumnElement[bool]:
    entrusted = or_(Listing.assignee_id.is_(None), Listing.assignee_id == scope.by.agent_id)
    return or_(
        Dossier.state.in_(scope.duties.shared), Dossier.state.in_(scope.duties.own) & entrusted
    )
