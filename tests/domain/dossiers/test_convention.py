"""Whatever happens to a file, each cent that was asked is in exactly one place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dossiers.amounts import NOTHING
from portal.domain.dossiers.convention import (
    AmountError,
    Convention,
    Money,
    PaymentKind,
    check_dates,
    check_grant,
    check_payment,
)
from portal.domain.dossiers.states import CLOSED, TRANSITIONS, DossierState

S = DossierState
ASKED = Decimal("1000.00")
CENTS = st.integers(-1, 100_001).map(lambda cents: Decimal(cents).scaleb(-2))


@given(st.lists(st.tuples(st.integers(0, 9), CENTS), max_size=20))
def test_no_walk_through_the_table_moves_a_cent_out_of_sight(
    moves: list[tuple[int, Decimal]],
) -> None:
    money = Money(S.BROUILLON, ASKED)
    for drawn, amount in moves:
        further = TRANSITIONS[money.state]
        if further:
            money = _moved(money, further[drawn % len(further)], amount)
        assert money.is_whole


def _moved(money: Money, wanted: DossierState, amount: Decimal) -> Money:
    granted, payments = money.granted, money.payments
    try:
        if wanted is S.ACCORDEE:
            check_grant(money, amount)
            granted = amount
        elif wanted is S.ACOMPTE_VERSE:
            check_payment(money, PaymentKind.ACOMPTE, amount)
            payments = (*payments, amount)
        elif wanted is S.SOLDEE:
            check_payment(money, PaymentKind.SOLDE, amount)
            payments = (*payments, amount)
    except AmountError:
        return money
    return Money(wanted, money.asked, granted, payments)


def test_a_file_under_way_has_all_that_was_asked_waiting() -> None:
    money = Money(S.EN_INSTRUCTION, ASKED)
    assert (money.waiting, money.not_granted, money.to_pay) == (ASKED, NOTHING, NOTHING)


@pytest.mark.parametrize("state", [S.REFUSEE, S.ABANDONNEE])
def test_a_file_closed_without_a_grant_was_granted_nothing(state: DossierState) -> None:
    money = Money(state, ASKED)
    assert (money.waiting, money.not_granted, money.given_up) == (NOTHING, ASKED, NOTHING)


def test_what_a_closed_file_did_not_pay_is_given_up() -> None:
    paid = (Decimal("600.00"), Decimal("150.50"))
    for state in CLOSED - {S.REFUSEE}:
        money = Money(state, ASKED, Decimal("800.00"), paid)
        assert (money.not_granted, money.paid) == (Decimal("200.00"), Decimal("750.50"))
        assert (money.to_pay, money.given_up) == (NOTHING, Decimal("49.50"))


@pytest.mark.parametrize("amount", ["0.00", "-0.01", "1000.01"])
def test_a_grant_is_more_than_nothing_and_no_more_than_was_asked(amount: str) -> None:
    with pytest.raises(AmountError, match="Montant accordé"):
        check_grant(Money(S.AVIS_RENDU, ASKED), Decimal(amount))


HALF_PAID = Money(S.CONVENTIONNEE, ASKED, Decimal("500.00"), (Decimal("200.00"),))


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (PaymentKind.ACOMPTE, "300.01"),
        (PaymentKind.ACOMPTE, "0.00"),
        (PaymentKind.SOLDE, "300.01"),
        (PaymentKind.SOLDE, "-0.01"),
    ],
)
def test_a_payment_is_no_more_than_is_left(kind: PaymentKind, amount: str) -> None:
    with pytest.raises(AmountError, match=f"^{kind.label} : "):
        check_payment(HALF_PAID, kind, Decimal(amount))


def test_all_that_is_left_may_be_paid_and_a_balance_may_be_nothing() -> None:
    check_payment(HALF_PAID, PaymentKind.ACOMPTE, HALF_PAID.to_pay)
    check_payment(HALF_PAID, PaymentKind.SOLDE, NOTHING)
    assert HALF_PAID.to_pay == Decimal("300.00")


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2026, 1, 2), date(2026, 1, 1), "finit avant"),
        (date(2025, 12, 31), date(2026, 12, 31), "années du dossier"),
        (date(2026, 1, 1), date(2028, 1, 1), "années du dossier"),
    ],
)
def test_a_convention_lies_within_the_years_of_its_file(first: date, last: date, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check_dates(Convention(first, last), 2026, 2027)


def test_a_convention_of_one_day_is_one() -> None:
    day = date(2026, 12, 31)
    check_dates(Convention(day, day), 2026, 2026)
    assert Convention(day, day).covers(day)
