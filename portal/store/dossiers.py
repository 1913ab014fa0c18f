"""Funding files (dossiers) with their lines, and the queries that find them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from portal.domain.access import Actor
from portal.domain.dossiers.budget import ChargeHeading, ProductHeading, Side
from portal.domain.dossiers.states import CLOSED, FUNDING, Axis, DossierState
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder, FundingText
from portal.store.cafs import Caf
from portal.store.db import Model, NotFoundError
from portal.store.dossier_trail import DossierDecision, DossierPayment, DossierStep
from portal.store.listings import Listing, within_reach
from portal.store.types import Cents, UtcDateTime, slug_enum


def _among(column: str, slugs: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(repr(str(slug)) for slug in slugs)})"


_FUNDS = _among("state", sorted(FUNDING))
_OWN_HEADINGS = (
    f"(side = 'charge' AND {_among('heading', list(ChargeHeading))} AND funder IS NULL)"
    f" OR (side = 'produit' AND {_among('heading', list(ProductHeading))} AND nature IS NULL)"
)

FundingRow = tuple[int, DossierState, date | None, date | None, str]
"""A listing, where a file of it stands, the days that it covers, and the name of its Caf."""


class Dossier(Model):
    """A funding file of one listing, for one year or several, under one text.

    ``facts`` is the JSON of what the rules read, but for what stands elsewhere: the text, the type
    of the listing and the budget. ``asked`` is what the lines say, kept for sums. The convention is
    set by the decision. ``version`` refuses an edit made on stale data. The database refuses to
    delete a file that is no draft (migration 0005).
    """

    __tablename__ = "dossier"
    __table_args__ = (
        CheckConstraint("asked >= 0", name="asked"),
        CheckConstraint("granted > 0 AND granted <= asked", name="granted"),
        CheckConstraint("2000 <= first_year AND first_year <= last_year", name="years"),
        CheckConstraint("starts_on <= ends_on", name="dates"),
        CheckConstraint(
            f"NOT ({_FUNDS}) OR (granted IS NOT NULL AND starts_on IS NOT NULL"
            " AND ends_on IS NOT NULL)",
            name="convention",
        ),
        Index(None, "state", "starts_on", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    caf_id: Mapped[int] = mapped_column(ForeignKey("caf.id"), index=True)
    text: Mapped[FundingText] = mapped_column(slug_enum(FundingText))
    axis: Mapped[Axis] = mapped_column(slug_enum(Axis))
    first_year: Mapped[int]
    last_year: Mapped[int]
    state: Mapped[DossierState] = mapped_column(
        slug_enum(DossierState), default=DossierState.BROUILLON
    )
    facts: Mapped[str] = mapped_column(Text, default="{}")
    asked: Mapped[Decimal] = mapped_column(Cents, default=Decimal("0.00"))
    granted: Mapped[Decimal | None] = mapped_column(Cents)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    renewed_from_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    listing: Mapped[Listing] = relationship()
    caf: Mapped[Caf] = relationship()
    lines: Mapped[list[DossierLine]] = relationship(
        cascade="all, delete-orphan", order_by="DossierLine.position"
    )
    steps: Mapped[list[DossierStep]] = relationship(order_by=DossierStep.id)
    payments: Mapped[list[DossierPayment]] = relationship(order_by=DossierPayment.id)
    decision: Mapped[DossierDecision | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own convention


class DossierLine(Model):
    """A line of the budget: a charge has a nature, a product a funder."""

    __tablename__ = "dossier_line"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint(_OWN_HEADINGS, name="heading"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(
        ForeignKey("dossier.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    side: Mapped[Side] = mapped_column(slug_enum(Side))
    heading: Mapped[str] = mapped_column(String(2))
    label: Mapped[str] = mapped_column(String(500), default="")
    amount: Mapped[Decimal] = mapped_column(Cents)
    part: Mapped[BudgetPart] = mapped_column(slug_enum(BudgetPart))
    nature: Mapped[ChargeNature | None] = mapped_column(slug_enum(ChargeNature))
    other_caf: Mapped[bool | None]
    more_time: Mapped[bool | None]
    funder: Mapped[Funder | None] = mapped_column(slug_enum(Funder))


_WHOLE = (
    joinedload(Dossier.listing),
    joinedload(Dossier.caf),
    selectinload(Dossier.lines),
    selectinload(Dossier.steps),
    selectinload(Dossier.payments),
    joinedload(Dossier.decision),
)


def get_reached_dossier(session: Session, dossier_id: int, by: Actor) -> Dossier:
    """Return a file whose listing is within the actor's reach, or raise ``NotFoundError``."""
    query = within_reach(select(Dossier).join(Dossier.listing), by)
    found = session.scalar(query.where(Dossier.id == dossier_id).options(*_WHOLE))
    if found is None:
        raise NotFoundError(f"no file has the id {dossier_id} for this actor")
    return found


def list_dossiers(
    session: Session, by: Actor, states: Sequence[DossierState] = (), listing_id: int | None = None
) -> Sequence[Dossier]:
    """Return the files within the actor's reach, the newest first."""
    query = within_reach(select(Dossier).join(Dossier.listing), by)
    if states:
        query = query.where(Dossier.state.in_(states))
    if listing_id is not None:
        query = query.where(Dossier.listing_id == listing_id)
    query = query.order_by(Dossier.first_year.desc(), Dossier.id.desc())
    return session.scalars(
        query.options(joinedload(Dossier.listing), joinedload(Dossier.caf))
    ).all()


def list_for_years(
    session: Session, listing_id: int, first: int, last: int, besides: int | None = None
) -> Sequence[Dossier]:
    """Return the files of a listing that share a year with a span, those given up left out."""
    query = select(Dossier).where(
        Dossier.listing_id == listing_id,
        Dossier.first_year <= last,
        Dossier.last_year >= first,
        Dossier.state != DossierState.ABANDONNEE,
    )
    if besides is not None:
        query = query.where(Dossier.id != besides)
    return session.scalars(query.order_by(Dossier.first_year.desc(), Dossier.id.desc())).all()


def find_renewal(session: Session, dossier_id: int) -> int | None:
    """Return the newest file that began as a copy of a file and was not given up, if any."""
    query = select(Dossier.id).where(
        Dossier.renewed_from_id == dossier_id, Dossier.state != DossierState.ABANDONNEE
    )
    return session.scalar(query.order_by(Dossier.id.desc()).limit(1))


def list_funding_of(session: Session, listing_id: int) -> Sequence[Dossier]:
    """Return the files that fund a listing, the first convention first."""
    query = select(Dossier).where(Dossier.listing_id == listing_id, Dossier.state.in_(FUNDING))
    return session.scalars(query.order_by(Dossier.starts_on, Dossier.id)).all()


def list_granted_of(session: Session, listing_id: int) -> Sequence[Dossier]:
    """Return the files that were granted for a listing, closed or not, with their payments."""
    query = select(Dossier).where(Dossier.listing_id == listing_id, Dossier.granted.is_not(None))
    return session.scalars(query.options(selectinload(Dossier.payments)).order_by(Dossier.id)).all()


def list_with_open_files(session: Session, listing_ids: Collection[int]) -> set[int]:
    """Return those of the listings that have a file which is not closed."""
    query = select(Dossier.listing_id).where(
        Dossier.listing_id.in_(listing_ids), Dossier.state.not_in(CLOSED)
    )
    return set(session.scalars(query.distinct()))


def list_funding(session: Session) -> Sequence[FundingRow]:
    """Return what of every file that funds its listing tells when, on whatever days."""
    query = select(
        Dossier.listing_id, Dossier.state, Dossier.starts_on, Dossier.ends_on, Caf.name
    ).join(Dossier.caf)
    rows = session.execute(query.where(Dossier.state.in_(FUNDING)).order_by(Dossier.id))
    return rows.all()
