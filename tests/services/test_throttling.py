"""Networks are counted under names that tell nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.services.throttling import lasting_pseudonym, network_pseudonyms
from tests.conftest import NOW


def _name(address: str | None) -> str:
    return network_pseudonyms("secret", address, NOW)[0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("198.51.100.1", "198.51.100.254", True),
        ("198.51.100.1", "198.51.101.1", False),
        ("198.51.100.1", "::ffff:198.51.100.9", True),
        ("2001:db8:1::1", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        (None, "", True),
        (None, "unix:", True),
    ],
)
def test_a_household_or_an_office_is_one_network(
    one: str | None, other: str | None, same: bool
) -> None:
    assert (_name(one) == _name(other)) is same


def test_the_name_changes_every_day_and_yesterdays_is_still_known() -> None:
    today = network_pseudonyms("secret", "198.51.100.1", NOW)
    tomorrow = network_pseudonyms("secret", "198.51.100.1", NOW + timedelta(days=1))
    assert today[0] == tomorrow[1]
    assert len({*today, *tomorrow}) == 3


def test_another_key_gives_another_name() -> None:
    assert _name("198.51.100.1") != network_pseudonyms("other", "198.51.100.1", NOW)[0]


def test_the_lasting_name_of_a_network_is_none_of_its_daily_ones() -> None:
    name = lasting_pseudonym("secret", "198.51.100.1")
    assert name == lasting_pseudonym("secret", "198.51.100.200")
    assert name != lasting_pseudonym("other", "198.51.100.1")
    assert name not in network_pseudonyms("secret", "198.51.100.1", NOW)
