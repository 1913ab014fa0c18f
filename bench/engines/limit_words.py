"""The words of the plain NumPy engine, and the names of communes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bench.analysis import COLUMN_WEIGHTS, distinct_forms, stems_by_column
from bench.name_keys import SUGGESTION_LIMIT, exact_first, name_keys
from search_index.analysis import stem
from search_index.documents import SiteDocument
from search_index.schema import FORM_BYTES, SATURATION
from search_index.suggest import name_key
from search_index.typos import SHORTEST_WORD, build_typos, neighbours

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


class LimitWords:
    """For each stem and each form the rows that hold it."""

    def __init__(self, sites: Sequence[SiteDocument]) -> None:
        rows_of_form: defaultdict[str, list[int]] = defaultdict(list)
        weights: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for row, site in enumerate(sites):
            for form in distinct_forms(site):
                rows_of_form[form].append(row)
            columns = zip(stems_by_column(site).values(), COLUMN_WEIGHTS, strict=True)
            for word, boost in ((word, boost) for words, boost in columns for word in words):
                weights[word][row] = weights[word].get(row, 0.0) + boost
        self._size = len(sites)
        self._forms = sorted(rows_of_form)
        self._form_rows = [np.array(rows_of_form[form]) for form in self._forms]
        self._stem_rows = {word: np.array(list(rows)) for word, rows in weights.items()}
        self._stem_scores = {word: self._saturated(rows) for word, rows in weights.items()}
        self._terms = np.array([form.encode() for form in self._forms], dtype=f"S{FORM_BYTES}")
        self._typos = build_typos(self._terms)

    def _saturated(self, weights: Mapping[int, float]) -> Scores:
        amounts = np.array(list(weights.values()), dtype=np.float32)
        rarity = np.log1p(self._size / len(amounts)).astype(np.float32)
        scores: Scores = rarity * amounts * (SATURATION + 1) / (SATURATION + amounts)
        return scores

    def rows(self, words: Sequence[str]) -> Rows | None:
        """Return the rows that hold every word, None when there are no words."""
        found = sorted(map(self._rows_of, words), key=len)
        if not found:
            return None
        kept = found[0]
        for others in found[1:]:
            kept = kept[self._flags([others])[kept]]
        return kept

    def _rows_of(self, word: str) -> Rows:
        first, last = self._span(word)
        stems = self._stem_rows.get(stem(word))
        found = self._form_rows[first:last] + ([stems] if stems is not None else [])
        if not found and len(word) >= SHORTEST_WORD:
            near = map(stem, neighbours(self._typos, self._terms, word))
            found = [self._stem_rows[root] for root in sorted(set(near))]
        if len(found) == 1:
            return found[0]
        return np.flatnonzero(self._flags(found))

    def _span(self, beginning: str) -> tuple[int, int]:
        """Return where the forms that start so are."""
        first = bisect_left(self._forms, beginning)
        return first, bisect_left(self._forms, beginning + "~", first)

    def _flags(self, found: Sequence[Rows]) -> npt.NDArray[np.bool_]:
        flags = np.zeros(self._size, dtype=bool)
        if found:
            flags[np.concatenate(found)] = True
        return flags

    def scored(self, words: Sequence[str]) -> tuple[Rows, Scores]:
        """Return the rows that hold every word, and how relevant each is."""
        rows = self.rows(words)
        assert rows is not None
        total = np.zeros(self._size, dtype=np.float32)
        for word in words:
            root = stem(word)
            if root in self._stem_rows:
                total[self._stem_rows[root]] += self._stem_scores[root]
        return rows, total[rows]


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
