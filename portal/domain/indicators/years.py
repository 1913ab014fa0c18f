"""The years for which a place is asked: those in which a Caf funds it, were it for one day."""

from __future__ import annotations

from collections.abc import Iterable

from portal.domain.dossiers.funding import FundedPeriod

FIRST_YEAR = 2000
"""Before it nothing is kept."""


def is_funded_in(periods: Iterable[FundedPeriod], year: int) -> bool:
    """Tell whether one of these periods has a day in a year."""
    return any(period.starts_on.year <= year <= period.ends_on.year for period in periods)


def funded_years(periods: Iterable[FundedPeriod], last: int) -> tuple[int, ...]:
    """Return the years that have a funded day, up to ``last``, the newest first."""
    known = tuple(periods)
    first = min((period.starts_on.year for period in known), default=last + 1)
    years = range(last, max(first, FIRST_YEAR) - 1, -1)
    return tuple(year for year in years if is_funded_in(known, year))
