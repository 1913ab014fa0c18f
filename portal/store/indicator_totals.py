"""What adding indicators up reads: which places are funded when, and what they answered.

Rows, not objects: a whole country over five years is tens of thousands of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from portal.domain.access import Actor
from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.funding import FundingFile
from portal.domain.dossiers.states import FUNDED, DossierState
from portal.domain.indicators.states import ReportState
from portal.domain.listing import ListingKind
from portal.store.cafs import Caf
from portal.store.dossier_trail import DossierStep
from portal.store.dossiers import Dossier
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing, Query, within_reach
from portal.store.sites import Site

_MOST_NAMED = 500
"""Above so many listings, reading all those within reach is quicker than naming each."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A listing, its Caf, and where its first site stands or which départements it serves."""

    listing_id: int
    name: str
    kind: ListingKind
    caf: tuple[str, str] | None
    commune: str | None
    departements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundedRow:
    """The days on which a file funds a listing."""

    listing_id: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report: its figures as the database keeps them, and whether anybody began it."""

    listing_id: int
    year: int
    state: ReportState
    begun: bool
    figures: str


def list_places(session: Session, by: Actor) -> Sequence[PlaceRow]:
    """Return the listings within reach that a file ever funded or that have a report.

    A listing that was merged into another is not one of them: the other answers for it.
    """
    other = aliased(Site)
    first_site = (
        select(other.id)
        .where(other.listing_id == Listing.id)
        .order_by(other.position, other.id)
        .limit(1)
        .scalar_subquery()
    )
    query: Select[*tuple[Any, ...]] = (
        select(
            Listing.id,
            Listing.name,
            Listing.kind,
            Caf.code,
            Caf.name,
            Site.code_insee,
            Site.departements,
        )
        .outerjoin(Caf, Caf.id == Listing.caf_id)
        .outerjoin(Site, Site.id == first_site)
        .where(
            or_(
                Listing.id.in_(select(Dossier.listing_id).where(Dossier.state.in_(FUNDED))),
                Listing.id.in_(select(IndicatorReport.listing_id)),
            )
        )
        .order_by(Listing.name, Listing.id)
    )
    return [
        PlaceRow(id_, name, kind, (code, caf) if code else None, commune, departements or ())
        for id_, name, kind, code, caf, commune, departements in session.execute(
            _reached(query, by)
        )
    ]


def list_funded(session: Session, by: Actor, first: int, last: int) -> Sequence[FundedRow]:
    """Return when listings within reach are funded, as far as it touches one of these years.

    What a terminated file funded until its end counts.
    """
    termination = and_(
        DossierStep.dossier_id == Dossier.id, DossierStep.state == DossierState.RESILIEE
    )
    query: Select[*tuple[Any, ...]] = (
        select(
            Dossier.listing_id, Dossier.state, Dossier.starts_on, Dossier.ends_on, DossierStep.on
        )
        .join(Dossier.listing)
        .outerjoin(DossierStep, termination)
        .where(Dossier.state.in_(FUNDED))
        .where(Dossier.starts_on <= date(last, 12, 31), Dossier.ends_on >= date(first, 1, 1))
    )
    return [
        FundedRow(listing_id, period.starts_on, period.ends_on)
        for listing_id, state, starts_on, ends_on, ended_on in session.execute(_reached(query, by))
        if (period := FundingFile(state, Convention(starts_on, ends_on), "", ended_on).past_period)
    ]


def list_answers(
    session: Session, by: Actor, years: Collection[int], listing_ids: Collection[int]
) -> Sequence[ReportRow]:
    """Return the reports of these years and listings within reach."""
    query = (
        select(
            IndicatorReport.listing_id,
            IndicatorReport.year,
            IndicatorReport.state,
            IndicatorReport.entered_at.is_not(None),
            IndicatorReport.figures,
        )
        .join(IndicatorReport.listing)
        .where(IndicatorReport.year.in_(years))
    )
    if len(listing_ids) <= _MOST_NAMED:
        query = query.where(IndicatorReport.listing_id.in_(listing_ids))
    wanted = frozenset(listing_ids)
    rows = session.execute(_reached(query, by))
    return [ReportRow(*row) for row in rows if row[0] in wanted]


def _reached(query: Query, by: Actor) -> Query:
    return within_reach(query, by).where(Listing.merged_into_id.is_(None))
