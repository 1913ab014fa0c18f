"""When files fund a listing is a matter of states and dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.funding import (
    FundedPeriod,
    FundingFile,
    funded_periods,
    funds_on,
    joined,
)
from portal.domain.dossiers.states import FUNDED, FUNDING, DossierState

YEAR = Convention(date(2026, 1, 1), date(2026, 12, 31))
FIRST = date(2026, 1, 1)

PERIODS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(
        lambda days: FundedPeriod(
            FIRST + timedelta(days[0]), FIRST + timedelta(days[0] + days[1]), "Caf"
        )
    ),
    max_size=5,
)


def test_only_a_file_that_was_granted_funds() -> None:
    funding = {state for state in DossierState if funded_periods([FundingFile(state, YEAR, "Caf")])}
    assert funding == FUNDING


@pytest.mark.parametrize(
    ("ended_on", "last"),
    [
        (date(2026, 10, 15), date(2026, 10, 14)),
        (date(2026, 1, 2), date(2026, 1, 1)),
        (date(2027, 3, 1), date(2026, 12, 31)),
    ],
)
def test_a_terminated_file_funded_until_the_day_of_its_termination(
    ended_on: date, last: date
) -> None:
    file = FundingFile(DossierState.RESILIEE, YEAR, "Caf", ended_on)
    assert file.past_period == FundedPeriod(FIRST, last, "Caf")
    assert file.period is None


def test_a_file_that_was_terminated_before_its_first_day_funded_nothing() -> None:
    assert FundingFile(DossierState.RESILIEE, YEAR, "Caf", FIRST).past_period is None


def test_only_a_file_that_was_granted_ever_funded() -> None:
    ever = {s for s in DossierState if FundingFile(s, YEAR, "Caf", date(2026, 6, 1)).past_period}
    assert ever == FUNDED


def test_a_convention_covers_its_first_and_its_last_day() -> None:
    periods = funded_periods([FundingFile(DossierState.SOLDEE, YEAR, "Caf de la Creuse")])
    for day, funded in (
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ):
        assert (funds_on(periods, day) is not None) is funded


def test_of_two_conventions_the_one_that_lasts_longest_is_named() -> None:
    short = FundedPeriod(FIRST, date(2026, 6, 30), "Caf A")
    long = FundedPeriod(FIRST, date(2026, 12, 31), "Caf B")
    assert funds_on([long, short], FIRST) == long


@given(PERIODS)
def test_joined_ranges_hold_the_same_days_and_none_twice(periods: list[FundedPeriod]) -> None:
    for offset in range(-1, 83):
        day = FIRST + timedelta(offset)
        holding = [r for r in joined(periods) if r[0] <= day <= r[1]]
        assert len(holding) == (funds_on(periods, day) is not None)
