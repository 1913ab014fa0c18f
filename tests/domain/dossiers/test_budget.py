"""Lines add up exactly, and the rules read them as they stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dossiers.amounts import NOTHING, exact
from portal.domain.dossiers.budget import (
    ChargeHeading,
    ChargeLine,
    DossierBudget,
    ProductHeading,
    ProductLine,
    totals,
)
from portal.domain.referentiel import ceiling
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder

CENTS = st.integers(0, 10**12).map(lambda cents: Decimal(cents).scaleb(-2))


def _charge(amount: Decimal, part: BudgetPart = BudgetPart.LIEU) -> ChargeLine:
    return ChargeLine(ChargeHeading.C60, amount, ChargeNature.FONCTIONNEMENT, part)


def _product(amount: Decimal, funder: Funder = Funder.CAF_VOLET3) -> ProductLine:
    return ProductLine(ProductHeading.P74, amount, funder)


def test_the_headings_are_those_of_the_chart_of_accounts() -> None:
    assert [str(h) for h in ChargeHeading] == [*map(str, range(60, 69)), "86"]
    assert [str(h) for h in ProductHeading] == [*map(str, range(70, 80)), "87"]
    assert all(h.label.startswith(f"{h} ") for h in (*ChargeHeading, *ProductHeading))


@given(st.lists(st.tuples(CENTS, st.sampled_from(BudgetPart))))
def test_the_parts_add_up_to_the_whole(lines: list[tuple[Decimal, BudgetPart]]) -> None:
    budget = DossierBudget(charges=tuple(_charge(*line) for line in lines))
    parts = [totals(budget, part).charges for part in BudgetPart]
    assert sum(parts, NOTHING) == totals(budget).charges == totals(budget).gap


def test_what_is_asked_is_what_volet_3_is_said_to_bring() -> None:
    products = [
        _product(Decimal("0.10")),
        _product(Decimal("0.20")),
        _product(Decimal("9.00"), Funder.CAF_AUTRE),
    ]
    assert DossierBudget(products=tuple(products)).asked == Decimal("0.30")


@given(st.lists(st.tuples(CENTS, st.sampled_from(Funder))), CENTS)
def test_granting_less_takes_it_from_volet_3_alone(
    lines: list[tuple[Decimal, Funder]], amount: Decimal
) -> None:
    budget = DossierBudget(products=tuple(_product(*line) for line in lines))
    granted = budget.granting(amount)
    assert granted.asked == min(amount, budget.asked)
    assert [p for p in granted.products if p.funder is not Funder.CAF_VOLET3] == [
        p for p in budget.products if p.funder is not Funder.CAF_VOLET3
    ]


def test_co_funders_are_neither_the_branch_nor_users() -> None:
    products = tuple(_product(Decimal(1), funder) for funder in Funder)
    found = {product.funder for product in DossierBudget(products=products).co_funders}
    assert found == {Funder.SPIP, Funder.COLLECTIVITE, Funder.ETAT, Funder.MSA, Funder.AUTRE}


@pytest.mark.parametrize(("asked", "met"), [("79.99", True), ("80.00", True), ("80.01", False)])
def test_the_ceiling_is_read_on_the_lines(asked: str, met: bool) -> None:
    charges = (_charge(Decimal("100.00")), _charge(Decimal("50.00"), BudgetPart.LAEP))
    budget = DossierBudget(charges, (_product(Decimal(asked)),))
    found = ceiling(budget.as_facts(), Decimal("0.80"))
    assert found
    assert (found.base, found.met) == (Decimal("100.00"), met)


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity"])
def test_an_amount_is_never_rounded(amount: str) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        exact(Decimal(amount))
