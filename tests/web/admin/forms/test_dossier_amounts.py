"""Amounts typed the French way are read exactly, or refused with the reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dossiers.amounts import HIGHEST
from portal.web.admin.forms.dossier_amounts import (
    NumberError,
    read_euros,
    read_share,
    written_euros,
    written_share,
)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12 500,00", "12500.00"),
        ("12\u202f500,00\u00a0€", "12500.00"),
        ("12500", "12500.00"),
        ("12500.5", "12500.50"),
        ("0", "0.00"),
        ("0,01", "0.01"),
        ("999 999 999 999,99", "999999999999.99"),
    ],
)
def test_an_amount_is_read_exactly(typed: str, amount: str) -> None:
    assert str(read_euros(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("12,345", "deux décimales au plus"),
        ("-5", "négatif"),
        ("− 12 500,00", "négatif"),
        ("1 25 00", "écrivez le montant comme"),
        ("12.500,00", "écrivez le montant comme"),
        ("1e3", "écrivez le montant comme"),
        ("NaN", "écrivez le montant comme"),
        ("١٢", "écrivez le montant comme"),
        ("1000000000000", "trop grand"),
    ],
)
def test_what_is_no_amount_is_refused(typed: str, why: str) -> None:
    with pytest.raises(NumberError, match=why):
        read_euros(typed)


@given(st.decimals(0, HIGHEST, places=2))
def test_what_is_shown_is_read_back(amount: Decimal) -> None:
    assert read_euros(written_euros(amount)) == amount


@given(st.decimals(0, 100, places=3))
def test_a_share_is_shown_and_read_back(share: Decimal) -> None:
    assert read_share(written_share(share)) == share


@pytest.mark.parametrize("typed", ["un demi", "0,1234567", "-1", "1/2"])
def test_what_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(NumberError, match="0,5"):
        read_share(typed)
