"""Campaigns: which listings are worth asking about, and what the mail says."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.campaigns import Invitation, Unverified, letter
from portal.domain.freshness import FieldGroup, due_on

TODAY = date(2026, 11, 24)
IN_JUNE = dict.fromkeys(FieldGroup, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        (Unverified.A_VERIFIER, False),
        (Unverified.TROIS_MOIS, True),
        (Unverified.SIX_MOIS, False),
        (Unverified.UN_AN, False),
        (Unverified.TOUTES, True),
    ],
)
def test_a_listing_is_asked_about_once_its_last_verification_is_old_enough(
    asked: Unverified, *, holds: bool
) -> None:
    assert asked.holds(IN_JUNE, due_on(IN_JUNE, 12), TODAY) is holds


@pytest.mark.parametrize("asked", Unverified)
def test_a_listing_of_which_a_part_was_never_verified_is_always_asked_about(
    asked: Unverified,
) -> None:
    hours_only = {FieldGroup.HORAIRES: TODAY}
    assert asked.holds(hours_only, due_on(hours_only, 12), TODAY)


def test_the_review_period_of_a_listing_and_the_holidays_count() -> None:
    assert Unverified.A_VERIFIER.holds(IN_JUNE, due_on(IN_JUNE, 3), TODAY)
    near = due_on(IN_JUNE, 12, [date(2026, 12, 12)])
    assert Unverified.A_VERIFIER.holds(IN_JUNE, near, TODAY)


def test_a_mail_says_what_the_agent_wrote_then_each_place_with_its_link() -> None:
    places = [Invitation("La Maison", "https://a/1"), Invitation("Le Foyer", "https://a/2")]
    text = letter("Bonjour,", places, date(2026, 12, 1))
    assert text.startswith("Bonjour,\n")
    assert "La Maison\nhttps://a/1" in text
    assert "Ces liens sont pour vous seulement" in text
    assert "jusqu’au 1er décembre 2026" in text
