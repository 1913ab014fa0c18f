"""Funded places with their answers of any year, written as they would have become."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from portal.domain.dossiers.states import AXES, DossierState
from portal.domain.indicators.figures import Figures, as_json
from portal.domain.indicators.states import ReportState
from portal.store.db import db, transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.finances import Filed, file_of
from tests.staff import HERE, caf_of

YEAR = 2025
FAMILIES, ACTIVITIES = "familles_accueillies", "animations_conduites"


def places_in(code: str = HERE) -> list[Listing]:
    """Return the listings of a Caf that volet 3 can fund, by id."""
    query = select(Listing).where(Listing.caf_id == caf_of(code).id, Listing.kind.in_(list(AXES)))
    return list(db.session().scalars(query.order_by(Listing.id)))


def fund(listing: Listing, first: int = YEAR, last: int = YEAR) -> Listing:
    """Fund a listing for whole years."""
    dates = (date(first, 1, 1), date(last, 12, 31))
    file_of(listing, Filed(DossierState.CONVENTIONNEE, "1000.00", *dates))
    return listing


def answer(
    listing: Listing,
    figures: Figures | None = None,
    state: ReportState = ReportState.VALIDE,
    year: int = YEAR,
) -> None:
    """Save what a place answered for a year; ``figures`` is None where it was only asked."""
    with transaction() as session:
        session.add(
            IndicatorReport(
                listing_id=listing.id,
                year=year,
                state=state,
                figures=as_json(figures or {}),
                entered_at=None if figures is None else NOW,
            )
        )
