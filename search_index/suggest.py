"""Suggestions while a person types the name or the postal code of a place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import groupby

from search_index.text import fold

LIMIT = 10
"""How many suggestions are given at most."""

_PRECOMPUTED_FROM = 128
"""Prefixes of more keys than this have their best rows computed once."""

_SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLES = frozenset({"le", "la", "les", "l", "aux", "las", "los"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz "
_SHORTEST_WITH_TYPO = 5
_HAS_DIGIT = re.compile(r"\d")


def name_key(text: str) -> str:
    """Return the folded name with its short forms written out: «St-Étienne», «saint etienne»."""
    return " ".join(_SHORT_FORMS.get(word, word) for word in fold(text).split())


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
        order = sorted(range(len(names)), key=lambda row: (-weights[row], row))
        rank = [0] * len(names)
        for position, row in enumerate(order):
            rank[row] = position
        self._rank: Callable[[int], int] = rank.__getitem__
        keys = [name_key(name) for name in names]
        bare = [(_without_article(key), row) for row, key in enumerate(keys)]
        codes = ((code, row) for row, its in enumerate(postal_codes) for code in its)
        self._full = _SortedKeys(((key, row) for row, key in enumerate(keys)), self._rank)
        self._bare = _SortedKeys(((key, row) for key, row in bare if key), self._rank)
        self._codes = _SortedKeys(codes, self._rank)
        self._known = {*keys, *(key for key, _ in bare)} - {""}
        self._longest = max(map(len, keys), default=0) + 1

    def suggest(self, text: str, limit: int = LIMIT) -> list[int]:
        """Return the rows of at most ``limit`` (10 or less) places: exact names, then by weight."""
        limit = min(limit, LIMIT)
        digits = _digits(text)
        if digits:
            return self._codes.best(digits)[:limit]
        rows = self._exactly(_last_word_kept(fold(text)))[:limit]
        if len(rows) < limit:
            found = {row for table, key in self._lookups(text) for row in table.best(key)}
            rows += sorted(found.difference(rows), key=self._rank)
        return rows[:limit]

    def exact(self, text: str) -> list[int]:
        """Return the rows with exactly this name; where there are none, leaving out articles."""
        return self._exactly(name_key(text))

    def starting_with(self, text: str) -> list[int]:
        """Return all the rows whose name starts with the text, by weight."""
        return self._sorted(
            row for table, key in self._lookups(text) for row in table.starting(key)
        )

    def with_one_typo(self, text: str) -> list[int]:
        """Return the rows whose name is one letter more, less, other or swapped away, by weight.

        Names of fewer than 5 letters, or with digits, have none.
        """
        key = name_key(text)
        if not _SHORTEST_WITH_TYPO <= len(key) <= self._longest or _HAS_DIGIT.search(key):
            return []
        near = self._known.intersection(_one_edit_away(key))
        return self._sorted(
            row for k in near for t in (self._full, self._bare) for row in t.equal(k)
        )

    def _lookups(self, text: str) -> Iterator[tuple[_SortedKeys, str]]:
        """Yield each table with each beginning that the text can stand for in it.

        A last word «st» can be «saint» or the beginning of «strasbourg».
        """
        typed = fold(text)
        if not typed:
            return
        for key in {name_key(text), _last_word_kept(typed)}:
            yield self._full, key
            yield self._bare, key

    def _exactly(self, key: str) -> list[int]:
        return self._sorted(self._full.equal(key) or self._bare.equal(key))

    def _sorted(self, rows: Iterable[int]) -> list[int]:
        return sorted(set(rows), key=self._rank)


class _SortedKeys:
    """Keys in alphabetical order with their rows, and the best rows of frequent beginnings."""

    def __init__(self, pairs: Iterable[tuple[str, int]], rank: Callable[[int], int]) -> None:
        ordered = sorted(pairs)
        self._keys = [key for key, _ in ordered]
        self._rows = [row for _, row in ordered]
        self._rank = rank
        self._frequent: dict[str, list[int]] = {}
        self._precompute(0, len(ordered), 0)

    def equal(self, key: str) -> list[int]:
        """Return the rows of exactly this key."""
        start = bisect_left(self._keys, key)
        return self._rows[start : bisect_right(self._keys, key, start)]

    def starting(self, prefix: str) -> list[int]:
        """Return the rows of all the keys that start with the prefix."""
        start = bisect_left(self._keys, prefix)
        return self._rows[start : bisect_left(self._keys, prefix + "\uffff", start)]

    def best(self, prefix: str) -> list[int]:
        """Return the best rows, at most ``LIMIT``, of the keys that start with the prefix."""
        known = self._frequent.get(prefix)
        return self._top(self.starting(prefix)) if known is None else list(known)

    def _top(self, rows: Sequence[int]) -> list[int]:
        return nsmallest(LIMIT, set(rows), key=self._rank)

    def _precompute(self, start: int, end: int, length: int) -> None:
        """Keep the best rows of keys[start:end], which share a beginning, and of longer ones."""
        if end - start <= _PRECOMPUTED_FROM:
            return
        self._frequent[self._keys[start][:length]] = self._top(self._rows[start:end])
        longer = groupby(range(start, end), key=lambda at: self._keys[at][: length + 1])
        for beginning, positions in longer:
            if len(beginning) > length:
                first, *others = positions
                self._precompute(first, (others or [first])[-1] + 1, length + 1)


def _digits(text: str) -> str:
    """Return the digits of a text made of digits and spaces only, else an empty text."""
    joined = "".join(text.split())
    return joined if joined.isascii() and joined.isdigit() else ""


def _last_word_kept(typed: str) -> str:
    """Return the key of a folded text whose last word may not be finished."""
    start, _, last = typed.rpartition(" ")
    return f"{name_key(start)} {last}".lstrip()


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
