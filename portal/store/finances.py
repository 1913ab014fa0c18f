"""The sums of a year's funding, made by the database: by Caf, kind of place, axis and commune."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.dossiers.amounts import NOTHING
from portal.domain.dossiers.states import FUNDING, Axis, DossierState
from portal.domain.listing import ListingKind
from portal.store.dossier_trail import DossierPayment, DossierStep
from portal.store.dossiers import Dossier
from portal.store.listings import Listing, Query
from portal.store.sites import Site

Cafs = Collection[int]
"""The ids of the Caf whose money is counted: those that pay, not those that list the place."""


@dataclass(frozen=True, slots=True)
class Pocket:
    """Where money belongs. ``commune`` is the code of the listing's first site, if it has one."""

    caf_id: int
    kind: ListingKind
    axis: Axis
    commune: str | None


@dataclass(frozen=True, slots=True)
class Holding:
    """What files of one pocket and state were granted and paid, on whatever day.

    Files whose convention lies within the year are added up; one that goes beyond it is alone,
    with its own dates.
    """

    pocket: Pocket
    state: DossierState
    files: int
    granted: Decimal
    paid: Decimal
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Files of one state, of one day since which they stand there: their number and amounts.

    A file that took no step yet has no such day; it has the instant when it was opened.
    """

    state: DossierState
    since: date | None
    opened_at: datetime
    files: int
    asked: Decimal
    granted: Decimal


_COMMUNE = (
    select(Site.code_insee)
    .where(Site.listing_id == Dossier.listing_id)
    .order_by(Site.position, Site.id)
    .limit(1)
    .scalar_subquery()
)
_POCKET = (Dossier.caf_id, Listing.kind, Dossier.axis, _COMMUNE.label("commune"))
_PAID = (
    select(DossierPayment.dossier_id, func.sum(DossierPayment.amount).label("amount"))
    .group_by(DossierPayment.dossier_id)
    .subquery()
)
_SINCE = (
    select(func.max(DossierStep.on)).where(DossierStep.dossier_id == Dossier.id).scalar_subquery()
)


def list_holdings(session: Session, cafs: Cafs, year: int) -> Sequence[Holding]:
    """Return what is engaged on some day of a year, by pocket and state."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    beyond = or_(Dossier.starts_on < first, Dossier.ends_on > last)
    alone = case((beyond, Dossier.id))
    query: Select[*tuple[Any, ...]] = (
        select(
            *_POCKET,
            Dossier.state,
            func.count(Dossier.id),
            func.sum(Dossier.granted),
            func.sum(_PAID.c.amount),
            func.min(Dossier.starts_on),
            func.max(Dossier.ends_on),
        )
        .join(Dossier.listing)
        .outerjoin(_PAID, _PAID.c.dossier_id == Dossier.id)
        .where(Dossier.starts_on <= last, Dossier.ends_on >= first)
        .where(or_(Dossier.state.in_(FUNDING), _PAID.c.amount.is_not(None)))
        .group_by(*_POCKET, Dossier.state, alone)
    )
    return [
        Holding(Pocket(*row[:4]), row[4], row[5], row[6], row[7] or NOTHING, row[8], row[9])
        for row in session.execute(_of(query, cafs))
    ]


def list_payments(session: Session, cafs: Cafs, year: int) -> Sequence[tuple[Pocket, Decimal]]:
    """Return what was paid on the days of a year, by pocket."""
    query: Select[*tuple[Any, ...]] = (
        select(*_POCKET, func.sum(DossierPayment.amount))
        .join(Dossier.listing)
        .join(DossierPayment, DossierPayment.dossier_id == Dossier.id)
        .where(DossierPayment.paid_on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(*_POCKET)
    )
    return [(Pocket(*row[:4]), row[4]) for row in session.execute(_of(query, cafs))]


def list_standings(session: Session, cafs: Cafs, year: int) -> Sequence[Standing]:
    """Return the files of a year by state and by the day since which they stand there."""
    since = _SINCE.label("since")
    opened = case((_SINCE.is_(None), Dossier.created_at))
    query: Select[*tuple[Any, ...]] = (
        select(
            Dossier.state,
            since,
            func.min(Dossier.created_at),
            func.count(Dossier.id),
            func.sum(Dossier.asked),
            func.sum(Dossier.granted),
        )
        .where(Dossier.first_year <= year, year <= Dossier.last_year)
        .group_by(Dossier.state, since, opened)
    )
    return [
        Standing(state, since, opened_at, files, asked, granted or NOTHING)
        for state, since, opened_at, files, asked, granted in session.execute(_of(query, cafs))
    ]


def _of(query: Query, cafs: Cafs) -> Query:
    return query.where(Dossier.caf_id.in_(cafs))
