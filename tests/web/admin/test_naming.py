"""Messages that name many things stay short enough for a cookie."""

from __future__ import annotations

import pytest

from portal.web.admin.naming import first_of


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "n0"),
        (10, "n0, n1, n2, n3, n4, n5, n6, n7, n8, n9"),
        (11, "n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 et 1 autre"),
        (120, "n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 et 110 autres"),
    ],
)
def test_ten_are_named_and_the_others_counted(count: int, said: str) -> None:
    assert first_of([f"n{number}" for number in range(count)]) == said


def test_a_long_name_is_cut_short() -> None:
    assert first_of(["é" * 200, "b"]) == f"{'é' * 59}…, b"
