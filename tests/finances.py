"""Funding files of any amount, year and place, written as they would have become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.domain.dossiers.convention import PaymentKind
from portal.domain.dossiers.states import AXES, DossierState
from portal.domain.referentiel import FundingText
from portal.store.db import transaction
from portal.store.dossier_trail import DossierPayment, DossierStep
from portal.store.dossiers import Dossier
from portal.store.listings import Listing
from tests.conftest import NOW


@dataclass(frozen=True, slots=True)
class Filed:
    """A file: its state since a day, its convention, what was granted, and what was paid when."""

    state: DossierState
    granted: str = ""
    starts_on: date = date(2026, 1, 1)
    ends_on: date = date(2026, 12, 31)
    payments: Sequence[tuple[str, date]] = field(default_factory=tuple)
    since: date = date(2026, 11, 14)


def file_of(listing: Listing, filed: Filed) -> Dossier:
    """Save such a file of a listing; it asked for what it was granted, or for 1 000 €."""
    granted = Decimal(filed.granted) if filed.granted else None
    dossier = Dossier(
        listing_id=listing.id,
        caf_id=listing.caf_id,
        text=FundingText.F,
        axis=AXES[listing.kind],
        first_year=filed.starts_on.year,
        last_year=filed.ends_on.year,
        state=filed.state,
        asked=granted or Decimal("1000.00"),
        granted=granted,
        starts_on=filed.starts_on if granted else None,
        ends_on=filed.ends_on if granted else None,
        created_at=NOW,
        updated_at=NOW,
    )
    dossier.steps = [_step(filed) for _ in range(1 + len(filed.payments))]
    with transaction() as session:
        session.add(dossier)
        session.flush()
        paying = zip(PaymentKind, dossier.steps, filed.payments, strict=False)
        dossier.payments = [
            DossierPayment(step_id=step.id, kind=kind, amount=Decimal(amount), paid_on=day)
            for kind, step, (amount, day) in paying
        ]
    return dossier


def _step(filed: Filed) -> DossierStep:
    return DossierStep(state=filed.state, on=filed.since, at=NOW, actor="Claire")
