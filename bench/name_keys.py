"""The names of communes as the suggester understands them, for the peers to index."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bench.communes import communes
from search_index.suggest import name_key

SUGGESTION_LIMIT = 10
_ARTICLES = ("le ", "la ", "les ", "l ", "aux ", "las ", "los ")


class NameKey(NamedTuple):
    """One way to begin a commune's name; ``row`` is its rank by population."""

    key: str
    row: int
    full: bool


@cache
def name_keys() -> tuple[NameKey, ...]:
    """Return the full keys of all communes, and the keys without their leading article."""
    full = [(name_key(commune.name), row) for row, commune in enumerate(communes())]
    keys = [NameKey(key, row, full=True) for key, row in full]
    keys += [
        NameKey(key.removeprefix(article), row, full=False)
        for key, row in full
        for article in _ARTICLES
        if key.startswith(article)
    ]
    return tuple(sorted(keys))


def exact_first(exact: list[tuple[int, bool]], beginning: list[int]) -> tuple[int, ...]:
    """Return the rows to suggest: exact full names, failing that bare ones, then by rank."""
    full = sorted(row for row, is_full in exact if is_full)
    first = (full or sorted(row for row, _ in exact))[:SUGGESTION_LIMIT]
    others = sorted(set(beginning).difference(first))
    return tuple((first + others)[:SUGGESTION_LIMIT])
