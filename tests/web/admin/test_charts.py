"""The lengths of bars: shares of a whole, never beyond it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portal.domain.referentiel.figures import euros
from portal.web.admin.charts import Part, stack, width


@pytest.mark.parametrize(
    ("part", "whole", "length"),
    [(1, 4, "25.00%"), (4, 4, "100.00%"), (5, 4, "100.00%"), (0, 4, "0%"), (-1, 4, "0%")],
)
def test_a_bar_is_a_share_of_the_whole(part: int, whole: int, length: str) -> None:
    assert width(part, whole) == length


def test_of_nothing_there_is_no_bar() -> None:
    assert width(Decimal("1.00"), Decimal("0.00")) == "0%"


def test_parts_follow_each_other_without_those_that_are_nothing() -> None:
    amounts = [Decimal("1.00"), Decimal("0.00"), Decimal("3.00")]
    found = stack([("a", "A", amounts[0]), ("b", "B", amounts[1]), ("c", "C", amounts[2])], euros)
    assert found == [
        Part("a", "A", "1,00\u00a0€", "0%", "25.00%"),
        Part("c", "C", "3,00\u00a0€", "25.00%", "75.00%"),
    ]


def test_a_bar_of_nothing_has_no_part() -> None:
    assert stack([("a", "A", 0)], str) == []
