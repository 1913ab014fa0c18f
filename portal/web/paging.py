"""Pages of long lists: how many there are, and the one that an address asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from werkzeug.datastructures import MultiDict

Item = TypeVar("Item")

_MOST_DIGITS = 6


def last_page(total: int, per_page: int) -> int:
    """Return the number of the last page; an empty list has one page."""
    return max(1, -(-total // per_page))


def page_asked(asked: MultiDict[str, str], last: int) -> int:
    """Return the page that an address asks for, within those that there are."""
    typed = asked.get("page", "")
    readable = typed.isdecimal() and len(typed) <= _MOST_DIGITS
    return min(max(int(typed) if readable else 1, 1), last)


def part_of(items: Sequence[Item], page: int, per_page: int) -> Sequence[Item]:
    """Return the items of one page."""
    return items[(page - 1) * per_page : page * per_page]
