"""Which listings files fund, and when: what the public sees comes from here and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.funding import FundedPeriod, FundingFile, funded_periods, funds_on
from portal.store.dossiers import Dossier, list_funding


def funded_listings(session: Session) -> dict[int, tuple[FundedPeriod, ...]]:
    """Return the periods of every listing that some file funds, on whatever days."""
    files: dict[int, list[FundingFile]] = defaultdict(list)
    for dossier in list_funding(session):
        files[dossier.listing_id].append(_file(dossier))
    return {listing_id: funded_periods(found) for listing_id, found in files.items()}


def funded_on(session: Session, day: date) -> frozenset[int]:
    """Return the listings that some file funds on a day."""
    funded = funded_listings(session).items()
    return frozenset(listing_id for listing_id, periods in funded if funds_on(periods, day))


def periods_of(dossiers: Iterable[Dossier]) -> tuple[FundedPeriod, ...]:
    """Return when these files fund their listing."""
    return funded_periods(map(_file, dossiers))


def convention_of(dossier: Dossier) -> Convention | None:
    """Return the days that a file covers, once it is granted."""
    if dossier.starts_on is None or dossier.ends_on is None:
        return None
    return Convention(dossier.starts_on, dossier.ends_on)


def _file(dossier: Dossier) -> FundingFile:
    return FundingFile(dossier.state, convention_of(dossier), dossier.caf.name)
