"""What a year costs: shares of a file to the cent, and what is left of an envelope."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dossiers.amounts import added
from portal.domain.dossiers.convention import Convention, Money
from portal.domain.dossiers.finances import (
    Budget,
    YearSums,
    engaged,
    joint_envelope,
    shared,
    year_of,
)
from portal.domain.dossiers.states import CLOSED, FUNDING, DossierState

S = DossierState
YEAR = Convention(date(2026, 1, 1), date(2026, 12, 31))
TWO_YEARS = Convention(date(2026, 7, 1), date(2027, 6, 30))
CENTS = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))


@st.composite
def conventions(draw: st.DrawFn) -> Convention:
    start = draw(st.dates(date(2018, 1, 1), date(2040, 12, 31)))
    return Convention(start, start + timedelta(days=draw(st.integers(0, 2000))))


@st.composite
def moneys(draw: st.DrawFn) -> Money:
    granted = draw(CENTS)
    paid = Decimal(draw(st.integers(0, int(granted.scaleb(2))))).scaleb(-2)
    state = draw(st.sampled_from(sorted(FUNDING | {S.RESILIEE})))
    return Money(state, granted, granted, (paid,))


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _sums(engaged_: str, to_pay: str = "0.00") -> YearSums:
    return YearSums(1, Decimal(engaged_), Decimal(to_pay))


@given(CENTS, conventions())
def test_the_years_of_a_file_add_up_to_the_file_to_the_cent(
    amount: Decimal, convention: Convention
) -> None:
    shares = shared(amount, convention)
    assert added(shares.values()) == amount
    assert min(shares.values()) >= 0
    assert list(shares) == list(range(convention.starts_on.year, convention.ends_on.year + 1))


@given(moneys(), conventions())
def test_what_is_to_pay_over_the_years_is_what_the_file_still_has_to_pay(
    money: Money, convention: Convention
) -> None:
    years = range(convention.starts_on.year, convention.ends_on.year + 1)
    parts = [year_of(money, convention, year) for year in years]
    assert added(share for share, _ in parts) == engaged(money)
    assert added(to_pay for _, to_pay in parts) == money.to_pay
    assert all(0 <= to_pay <= share for share, to_pay in parts)


def test_a_file_of_two_years_is_shared_by_the_days_of_its_convention() -> None:
    shares = shared(Decimal("36500.00"), TWO_YEARS)
    assert shares == {2026: Decimal("18400.00"), 2027: Decimal("18100.00")}


def test_the_rest_of_the_rounding_goes_to_the_last_year() -> None:
    three_years = Convention(date(2025, 1, 1), date(2027, 12, 31))
    shares = shared(Decimal("100.00"), three_years)
    assert list(shares.values()) == [_euros(3333), _euros(3333), _euros(3334)]


def test_a_leap_year_has_one_day_more() -> None:
    both = Convention(date(2027, 1, 1), date(2028, 12, 31))
    assert shared(Decimal("7.31"), both) == {2027: _euros(365), 2028: _euros(366)}


def test_the_first_year_is_paid_first() -> None:
    money = Money(S.ACOMPTE_VERSE, _euros(3_650_000), _euros(3_650_000), (Decimal("20000.00"),))
    assert year_of(money, TWO_YEARS, 2026) == (Decimal("18400.00"), Decimal("0.00"))
    assert year_of(money, TWO_YEARS, 2027) == (Decimal("18100.00"), Decimal("16500.00"))


def test_a_year_outside_of_the_convention_has_nothing() -> None:
    money = Money(S.ACCORDEE, Decimal("10.00"), Decimal("10.00"))
    assert year_of(money, YEAR, 2027) == (Decimal("0.00"), Decimal("0.00"))


@pytest.mark.parametrize("state", sorted(CLOSED - {S.REFUSEE}))
def test_what_a_closed_file_gave_up_is_engaged_no_more(state: DossierState) -> None:
    money = Money(state, Decimal("1000.00"), Decimal("800.00"), (Decimal("300.00"),))
    assert year_of(money, YEAR, 2026) == (Decimal("300.00"), Decimal("0.00"))


@pytest.mark.parametrize("state", [S.BROUILLON, S.AVIS_RENDU, S.REFUSEE])
def test_a_file_that_was_granted_nothing_engages_nothing(state: DossierState) -> None:
    assert engaged(Money(state, Decimal("1000.00"))) == 0


def test_an_envelope_that_nobody_set_leaves_nothing_to_tell() -> None:
    budget = Budget(None, _sums("10.00"))
    assert (budget.left, budget.excess) == (None, 0)


@pytest.mark.parametrize(
    ("envelope", "left", "excess"),
    [("100.01", "0.01", "0.00"), ("100.00", "0.00", "0.00"), ("99.99", "-0.01", "0.01")],
)
def test_an_envelope_is_exceeded_from_the_first_cent(envelope: str, left: str, excess: str) -> None:
    budget = Budget(Decimal(envelope), _sums("100.00"))
    assert (budget.left, budget.excess) == (Decimal(left), Decimal(excess))


def test_an_envelope_of_nothing_is_one() -> None:
    assert Budget(Decimal("0.00"), _sums("5.00")).excess == Decimal("5.00")


def test_several_caf_have_the_envelope_of_those_that_set_one() -> None:
    budgets = [
        Budget(Decimal("100.00"), _sums("60.00")),
        Budget(None, _sums("500.00")),
        Budget(Decimal("50.00"), _sums("10.00")),
    ]
    assert joint_envelope(budgets).left == Decimal("80.00")
    assert joint_envelope(budgets[1:2]).envelope is None
