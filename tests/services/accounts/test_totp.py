"""Codes of authenticators."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.services.accounts.totp import (
    enrolment_address,
    in_groups,
    matching_step,
    new_secret,
)
from tests.accounts import SECRET, code_at
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("seconds", "accepted"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)]
)
def test_a_clock_may_be_one_step_early_or_late(seconds: int, accepted: bool) -> None:
    assert (matching_step(SECRET, code_at(seconds), None, NOW) is not None) is accepted


def test_a_code_works_once_and_the_next_one_after_it() -> None:
    step = matching_step(SECRET, code_at(), None, NOW)
    assert matching_step(SECRET, code_at(), step, NOW) is None
    assert matching_step(SECRET, code_at(-30), step, NOW) is None
    later = NOW + timedelta(seconds=30)
    assert matching_step(SECRET, code_at(30), step, later) is not None


@pytest.mark.parametrize("typed", ["", "abcdef", "12345", "１２３４５６", "é", "0" * 5000])
def test_what_is_no_code_is_wrong(typed: str) -> None:
    assert matching_step(SECRET, typed, None, NOW) is None


def test_a_code_may_be_typed_in_groups() -> None:
    code = code_at()
    assert matching_step(SECRET, f" {code[:3]} {code[3:]} ", None, NOW) is not None


def test_a_secret_has_160_bits_and_is_shown_in_groups_of_four() -> None:
    secret = new_secret()
    assert len(secret) == 32
    assert secret != new_secret()
    assert in_groups("ABCDEFGH") == "ABCD EFGH"


def test_the_authenticator_is_told_whose_account_it_is() -> None:
    address = enrolment_address(SECRET, "claire@exemple.fr", "Près des parents")
    assert address.startswith("otpauth://totp/Pr%C3%A8s%20des%20parents:claire%40exemple.fr?")
    assert f"secret={SECRET}" in address
