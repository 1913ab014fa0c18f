"""What files mean for the public: a listing is funded by files and dates, never by a typed value.

Periods are facts; whether one covers today is asked on the day, so that the day after a convention
ends the listing is funded no more without anyone touching it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.states import FUNDING, DossierState


@dataclass(frozen=True, slots=True, order=True)
class FundedPeriod:
    """The days, both included, on which a Caf funds a listing."""

    starts_on: date
    ends_on: date
    caf: str


@dataclass(frozen=True, slots=True)
class FundingFile:
    """What of a file decides whether it funds its listing; ``ended_on``: it was terminated."""

    state: DossierState
    convention: Convention | None
    caf: str
    ended_on: date | None = None

    @property
    def period(self) -> FundedPeriod | None:
        """When it funds its listing, if it does."""
        if self.state not in FUNDING or self.convention is None:
            return None
        return FundedPeriod(self.convention.starts_on, self.convention.ends_on, self.caf)

    @property
    def past_period(self) -> FundedPeriod | None:
        """When it funds its listing or did, if it does: a terminated file did until that day."""
        if self.state is not DossierState.RESILIEE:
            return self.period
        if self.convention is None or self.ended_on is None:
            return None
        last = min(self.convention.ends_on, self.ended_on - timedelta(days=1))
        first = self.convention.starts_on
        return FundedPeriod(first, last, self.caf) if first <= last else None


def funded_periods(files: Iterable[FundingFile]) -> tuple[FundedPeriod, ...]:
    """Return when files fund their listing, the first to begin first."""
    return tuple(sorted(file.period for file in files if file.period))


def funds_on(periods: Iterable[FundedPeriod], day: date) -> FundedPeriod | None:
    """Return the period that covers a day, the one that lasts longest; None: it is not funded."""
    covering = [p for p in periods if p.starts_on <= day <= p.ends_on]
    return max(covering, key=lambda p: (p.ends_on, p.starts_on), default=None)


def joined(periods: Iterable[FundedPeriod]) -> tuple[tuple[date, date], ...]:
    """Return the same days as ranges that neither overlap nor touch, in order."""
    ranges: list[tuple[date, date]] = []
    for period in sorted(periods):
        first, last = period.starts_on, period.ends_on
        if ranges and first <= ranges[-1][1] + timedelta(days=1):
            ranges[-1] = ranges[-1][0], max(last, ranges[-1][1])
        else:
            ranges.append((first, last))
    return tuple(ranges)
