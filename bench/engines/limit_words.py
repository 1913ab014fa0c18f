"""The words of the plain NumPy engine, and the names of communes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log1p
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.analysis import COLUMN_WEIGHTS, distinct_forms, stems_by_column
from bench.name_keys import SUGGESTION_LIMIT, exact_first, name_keys
from search_index.analysis import stem
from search_index.documents import SiteDocument
from search_index.schema import FORM_BYTES, SATURATION
from search_index.suggest import name_key
from search_index.typos import SHORTEST_WORD, build_typos, neighbours

Rows = npt.NDArray[np.integer[Any]]
Scores = npt.NDArray[np.float32]


class LimitPostings:
    """For each term, in order, the rows that hold it and what it adds to their score."""

    def __init__(self, weights: Mapping[str, Mapping[int, float]]) -> None:
        self.terms = sorted(weights)
        self.numbers = {term: number for number, term in enumerate(self.terms)}
        lengths = [len(weights[term]) for term in self.terms]
        self._starts = np.concatenate(([0], np.cumsum(lengths))).tolist()
        self._rows = np.array([row for term in self.terms for row in weights[term]], dtype=np.int32)
        amounts = np.array([weights[term][row] for term in self.terms for row in weights[term]])
        scores = amounts * (SATURATION + 1) / (SATURATION + amounts)
        self._scores = scores.astype(np.float32)

    def span(self, term: str) -> slice:
        """Return where the postings of a term are; an unknown one has none."""
        number = self.numbers.get(term)
        return slice(0, 0) if number is None else slice(*self._starts[number : number + 2])

    def spans(self, beginning: str) -> slice:
        """Return where the postings of the terms that start so are: next to each other."""
        first = bisect_left(self.terms, beginning)
        last = bisect_left(self.terms, beginning + "~", first)
        return slice(self._starts[first], self._starts[last])

    def rows(self, where: slice) -> Rows:
        """Return the rows of postings."""
        return self._rows[where]

    def scores(self, where: slice) -> Scores:
        """Return the scores of postings."""
        return self._scores[where]


class LimitWords:
    """The postings of the stems and of the forms."""

    def __init__(self, sites: Sequence[SiteDocument]) -> None:
        forms: defaultdict[str, dict[int, float]] = defaultdict(dict)
        stems: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for row, site in enumerate(sites):
            for form in distinct_forms(site):
                forms[form][row] = 1.0
            columns = zip(stems_by_column(site).values(), COLUMN_WEIGHTS, strict=True)
            for word, boost in ((word, boost) for words, boost in columns for word in words):
                stems[word][row] = stems[word].get(row, 0.0) + boost
        self._size = len(sites)
        self._forms, self._stems = LimitPostings(forms), LimitPostings(stems)
        self._terms = np.array([form.encode() for form in self._forms.terms], f"S{FORM_BYTES}")
        self._typos = build_typos(self._terms)

    def rows(self, words: Sequence[str]) -> Rows | None:
        """Return the rows that hold every word, None when there are no words."""
        if not words:
            return None
        kept = self._flags(words[0])
        for word in words[1:]:
            kept &= self._flags(word)
        return np.flatnonzero(kept)

    def _flags(self, word: str) -> npt.NDArray[np.bool_]:
        """Return for each row whether it holds the word, or failing all one close to it."""
        flags = np.zeros(self._size, dtype=bool)
        root, beginning = self._stems.span(stem(word)), self._forms.spans(word)
        flags[self._stems.rows(root)] = True
        flags[self._forms.rows(beginning)] = True
        if root.stop == root.start and beginning.stop == beginning.start:
            for near in self._near_stems(word):
                flags[self._stems.rows(self._stems.span(near))] = True
        return flags

    def _near_stems(self, word: str) -> set[str]:
        if len(word) < SHORTEST_WORD:
            return set()
        return set(map(stem, neighbours(self._typos, self._terms, word)))

    def scored(self, words: Sequence[str]) -> tuple[Rows, Scores]:
        """Return the rows that hold every word, and how relevant each is."""
        totals = [self._totals(word) for word in words]
        rows = np.flatnonzero(np.logical_and.reduce([total > 0 for total in totals]))
        return rows, np.add.reduce([total[rows] for total in totals])

    def _totals(self, word: str) -> Scores:
        """Return for each row the score of the stem and of the forms that begin with the word."""
        total = np.zeros(self._size, dtype=np.float32)
        root, beginning = self._stems.span(stem(word)), self._forms.spans(word)
        total[self._stems.rows(root)] = self._stems.scores(root)
        begun, scores = self._forms.rows(beginning), self._forms.scores(beginning)
        total += np.bincount(begun, scores, minlength=self._size).astype(np.float32)
        holding = int(np.count_nonzero(total))
        total *= np.float32(log1p(self._size / max(holding, 1)))
        return total


class LimitNames:
    """The keys of communes in one sorted list."""

    def __init__(self) -> None:
        self._keys = [key.key for key in name_keys()]
        self._rows = np.array([key.row for key in name_keys()])
        self._full = [key.full for key in name_keys()]

    def suggest(self, typed: str) -> tuple[int, ...]:
        """Return the rows of the communes whose name begins so."""
        key = name_key(typed)
        first = bisect_left(self._keys, key)
        last = bisect_left(self._keys, key + "~", first)
        exact = []
        for at in range(first, last):
            if self._keys[at] != key:
                break
            exact.append((int(self._rows[at]), self._full[at]))
        rows = self._rows[first:last]
        if len(rows) > 2 * SUGGESTION_LIMIT:
            rows = np.partition(rows, 2 * SUGGESTION_LIMIT)[: 2 * SUGGESTION_LIMIT]
        return exact_first(exact, rows.tolist())
