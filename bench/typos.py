"""Words with one slip of the finger, such as people type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 5


class TypoMaker:
    """Makes misspelt words that are neither a known form nor the beginning of one."""

    def __init__(self, forms: Sequence[str], random: np.random.Generator) -> None:
        self._forms = sorted(set(forms))
        self._random = random

    def misspell(self, word: str) -> str:
        """Return the word with one letter replaced, dropped, added or swapped with the next."""
        while True:
            slip = (self._replace, self._drop, self._add, self._swap)[self._pick(4)]
            typed = slip(word, self._pick(len(word) - 1))
            if len(typed) >= _SHORTEST and not self._begins_a_form(typed):
                return typed

    def _pick(self, count: int) -> int:
        return int(self._random.integers(count))

    def _replace(self, word: str, at: int) -> str:
        return word[:at] + _LETTERS[self._pick(26)] + word[at + 1 :]

    def _drop(self, word: str, at: int) -> str:
        return word[:at] + word[at + 1 :]

    def _add(self, word: str, at: int) -> str:
        return word[:at] + _LETTERS[self._pick(26)] + word[at:]

    def _swap(self, word: str, at: int) -> str:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def _begins_a_form(self, typed: str) -> bool:
        index = bisect_left(self._forms, typed)
        return index < len(self._forms) and self._forms[index].startswith(typed)
