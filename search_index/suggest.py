"""Suggestions while a person types the name or the postal code of a place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from search_index.text import fold

LIMIT = 10
"""How many suggestions are given at most."""

_PRECOMPUTED_FROM = 32
"""Beginnings of more keys than this have their best places computed once."""

_SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLES = frozenset({"le", "la", "les", "l", "aux", "las", "los"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz "
_SHORTEST_WITH_TYPO = 5
_AFTER_LETTERS = "\uffff"
_HAS_DIGIT = re.compile(r"\d")


def name_key(text: str) -> str:
    """Return the folded name with its short forms written out: «St-Étienne», «saint etienne»."""
    return _written_out(fold(text))


class Suggester:
    """Finds places by the beginning of a name or of a postal code.

    Places are known by their row (0 to n-1) in the sequences given: their names, weights (the
    heavier come first, then the lower row) and postal codes. Accents, case and hyphens do not
    matter, «st» stands for «saint», and a leading article may be left out.
    """

    def __init__(
        self,
        names: Sequence[str],
        weights: Sequence[int],
        postal_codes: Iterable[Iterable[str]],
    ) -> None:
        self._order = sorted(range(len(names)), key=lambda row: (-weights[row], row))
        rank = [0] * len(names)
        for position, row in enumerate(self._order):
            rank[row] = position
        keys = [name_key(name) for name in names]
        full = [(key, rank[row], True) for row, key in enumerate(keys)]
        bare = [(_without_article(key), place, False) for key, place, _ in full]
        codes = ((code, rank[row], True) for row, its in enumerate(postal_codes) for code in its)
        self._names = _SortedKeys([*full, *(entry for entry in bare if entry[0])])
        self._codes = _SortedKeys(codes)
        self._known = {key for key, _, _ in (*full, *bare)} - {""}
        self._longest = max(map(len, keys), default=0) + 1

    def suggest(self, text: str, limit: int = LIMIT) -> list[int]:
        """Return the rows of at most ``limit`` (10 or less) places: exact names, then by weight."""
        limit = min(limit, LIMIT)
        digits = _digits(text)
        if digits:
            return self._rows(self._codes.best(digits)[:limit])
        keys = _meanings(text)
        ranks = self._names.equal(keys[0])[:limit] if keys else []
        if len(ranks) < limit:
            found = {rank for key in keys for rank in self._names.best(key)}
            ranks += sorted(found.difference(ranks))
        return self._rows(ranks[:limit])

    def exact(self, text: str) -> list[int]:
        """Return the rows with exactly this name; where there are none, leaving out articles."""
        return self._rows(self._names.equal(name_key(text)))

    def starting_with(self, text: str) -> list[int]:
        """Return all the rows whose name starts with the text, by weight."""
        found = {rank for key in _meanings(text) for rank in self._names.starting(key)}
        return self._rows(sorted(found))

    def with_one_typo(self, text: str) -> list[int]:
        """Return the rows whose name is one letter more, less, other or swapped away, by weight.

        Names of fewer than 5 letters, or with digits, have none.
        """
        key = name_key(text)
        if not _SHORTEST_WITH_TYPO <= len(key) <= self._longest or _HAS_DIGIT.search(key):
            return []
        near = self._known.intersection(_one_edit_away(key))
        return self._rows(sorted({rank for key in near for rank in self._names.holding(key)}))

    def _rows(self, ranks: Iterable[int]) -> list[int]:
        order = self._order
        return [order[rank] for rank in ranks]


class _SortedKeys:
    """Keys in alphabetical order, the ranks of their places and whether they are full names."""

    def __init__(self, entries: Iterable[tuple[str, int, bool]]) -> None:
        ordered = sorted(entries)
        self._keys = [key for key, _, _ in ordered]
        self._ranks = [rank for _, rank, _ in ordered]
        self._full = bytes(full for _, _, full in ordered)
        self._frequent: dict[str, list[int]] = {}
        self._best_of("", 0, len(ordered))

    def holding(self, key: str) -> list[int]:
        """Return the ranks of exactly this key, in order."""
        return self._ranks[self._span(key)]

    def equal(self, key: str) -> list[int]:
        """Return the ranks of this full name, in order; where there are none, of this key."""
        span = self._span(key)
        ranks = self._ranks[span]
        return list(compress(ranks, self._full[span])) or ranks

    def starting(self, prefix: str) -> list[int]:
        """Return the ranks of all the keys that start with the prefix."""
        start = bisect_left(self._keys, prefix)
        return self._ranks[start : bisect_left(self._keys, prefix + _AFTER_LETTERS, start)]

    def best(self, prefix: str) -> list[int]:
        """Return the best ranks, at most ``LIMIT``, of the keys that start with the prefix."""
        return self._frequent.get(prefix) or _best(self.starting(prefix))

    def _span(self, key: str) -> slice:
        start = bisect_left(self._keys, key)
        return slice(start, bisect_right(self._keys, key, start))

    def _best_of(self, prefix: str, start: int, end: int) -> list[int]:
        """Return the best ranks of keys[start:end], which start with the prefix.

        Those of frequent beginnings are kept; each is put together from the longer ones.
        """
        if end - start <= _PRECOMPUTED_FROM:
            return _best(self._ranks[start:end])
        keys = self._keys
        at = bisect_right(keys, prefix, start, end)
        found = self._ranks[start:at]
        while at < end:
            longer = keys[at][: len(prefix) + 1]
            begin, at = at, bisect_left(keys, longer + _AFTER_LETTERS, at, end)
            found += self._best_of(longer, begin, at)
        self._frequent[prefix] = best = _best(found)
        return best


def _best(ranks: Iterable[int]) -> list[int]:
    return sorted(set(ranks))[:LIMIT]


def _meanings(text: str) -> list[str]:
    """Return the keys that a text can be the beginning of, the one as it is typed first.

    A last word «st» can be «saint» or the beginning of «strasbourg».
    """
    typed = fold(text)
    start, _, last = typed.rpartition(" ")
    if last not in _SHORT_FORMS:
        return [_written_out(typed)] if typed else []
    return [f"{_written_out(start)} {last}".lstrip(), _written_out(typed)]


def _written_out(folded: str) -> str:
    return " ".join([_SHORT_FORMS.get(word, word) for word in folded.split()])


def _digits(text: str) -> str:
    """Return the digits of a text made of digits and spaces only, else an empty text."""
    joined = "".join(text.split())
    return joined if joined.isascii() and joined.isdigit() else ""


def _without_article(key: str) -> str:
    """Return the key without its leading article, empty where it has none."""
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES else ""


def _one_edit_away(key: str) -> Iterator[str]:
    """Yield every text that one insertion, deletion, substitution or swap makes of the key."""
    for at in range(len(key) + 1):
        left, right = key[:at], key[at:]
        for letter in _LETTERS:
            yield left + letter + right
            yield left + letter + right[1:]
        yield left + right[1:]
        yield left + right[1:2] + right[:1] + right[2:]
