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
    for listing_id, state, starts_on, ends_on, caf in list_funding(session):
        files[listing_id].append(FundingFile(state, between(starts_on, ends_on), caf))
    return {listing_id: funded_periods(found) for listing_id, found in files.items()}


def funded_on(session: Session, day: date) -> frozenset[int]:
    """Return the listings that some file funds on a day."""
    funded = funded_listings(session).items()
    return frozenset(listing_id for listing_id, periods in funded if funds_on(periods, day))


def periods_of(dossiers: Iterable[Dossier]) -> tuple[FundedPeriod, ...]:
    """Return when these files fund their listing."""
    return funded_periods(
        FundingFile(each.state, convention_of(each), each.caf.name) for each in dossiers
    )


def convention_of(dossier: Dossier) -> Convention | None:
    """Return the days that a file covers, once it is granted."""
    return between(dossier.starts_on, dossier.ends_on)


def between(starts_on: date | None, ends_on: date | None) -> Convention | None:
    """Return a convention of these days; None while they are not both set."""
    return None if starts_on is None or ends_on is None else Convention(starts_on, ends_on)
