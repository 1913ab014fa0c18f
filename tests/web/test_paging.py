"""Pages of long lists."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from portal.web.paging import last_page, page_asked, part_of


@pytest.mark.parametrize(("total", "last"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_the_last_page_holds_the_last_item(total: int, last: int) -> None:
    assert last_page(total, 20) == last
    assert len(part_of(range(total), last, 20)) == (total and (total - 1) % 20 + 1)


@pytest.mark.parametrize(
    ("typed", "page"),
    [("", 1), ("1", 1), ("3", 3), ("0", 1), ("-1", 1), ("4", 3), ("999999999999", 1), ("deux", 1)],
)
def test_a_page_that_is_not_there_is_the_nearest_one(typed: str, page: int) -> None:
    assert page_asked(MultiDict({"page": typed}), last=3) == page


def test_an_address_without_a_page_asks_for_the_first() -> None:
    assert page_asked(MultiDict(), last=3) == 1
