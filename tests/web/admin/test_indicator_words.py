"""The figures of indicators as French readers write them."""

from __future__ import annotations

import pytest

from portal.web.admin.indicator_words import signed, signed_percent


@pytest.mark.parametrize(
    ("difference", "words"), [(1200, "+1\u202f200"), (-3, "\u22123"), (0, "0")]
)
def test_a_difference_bears_its_sign(difference: int, words: str) -> None:
    assert signed(difference) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.6, "+60\u00a0%"), (-1.0, "\u2212100\u00a0%"), (None, "parti de zéro")],
)
def test_a_share_is_a_percentage_where_there_is_one(share: float | None, words: str) -> None:
    assert signed_percent(share) == words
