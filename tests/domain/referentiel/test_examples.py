"""The worked examples of the page of rules come out as the page tells them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from portal.domain.referentiel import RuleSettings
from portal.domain.referentiel.examples import ceiling_example, half_day_example


def test_the_place_of_the_example_opens_just_enough_half_days() -> None:
    count = half_day_example(RuleSettings())

    assert (count.count, count.met) == (6, True)
    reasons = {half.label: half.reason for half in count.half_days if not half.counted}
    assert reasons["Mardi matin"] == "1\u00a0h\u00a030 d’ouverture, moins de 2\u00a0h"
    assert reasons["Vendredi après-midi"] == "Fermé"


def test_the_example_follows_the_figures_of_the_installation() -> None:
    shorter = replace(RuleSettings(), minimum_minutes=90)

    assert half_day_example(shorter).count == 7


def test_the_budget_of_the_example_leaves_out_what_does_not_count() -> None:
    example = ceiling_example(RuleSettings())

    assert [line.counted for line in example.lines] == [True, True, False, False]
    assert example.ceiling.base == Decimal("60000.00")
    assert example.ceiling.maximum == Decimal("48000.00")
    assert example.ceiling.maximum_volet3 == Decimal("39000.00")
    assert example.ceiling.share == Decimal("0.75")
