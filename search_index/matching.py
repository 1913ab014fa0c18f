"""Which rows a query's words match, and how well.

The rule for one word (folded, stop words left out): it matches a place that holds a word with the
same French stem, or, if it has 3 letters or more, a word that begins with it. If no place at all is
matched so and it has 5 letters or more and no digit, it matches the places that hold a word with
the stem of a form one typing mistake away. All words of a query must match.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search_index.analysis import stem
from search_index.bits import Flags
from search_index.lexicon import (
    SHORTEST_PREFIX,
    prefix_range,
    prefix_slice,
    stem_slice,
    typo_forms,
)
from search_index.snapshot import Snapshot
from search_index.typos import SHORTEST_WORD

Scores = NDArray[np.float32]
_PREFIX_WEIGHT: Final = np.float32(0.3)
"""What a word that only begins like the query's counts, against one of the same stem."""


def matching(snapshot: Snapshot, words: Sequence[str]) -> Flags:
    """Return the live rows that match all of the (analysed) words."""
    found = _word_rows(snapshot, words[0])
    for word in words[1:]:
        found &= _word_rows(snapshot, word)
    return found


def scores(snapshot: Snapshot, words: Sequence[str]) -> Scores:
    """Return how well each live row matches the words: 0 if one of them does not match.

    Each word adds its BM25F weight, over all fields, times its rarity.
    """
    total = _word_scores(snapshot, words[0])
    if len(words) == 1:
        return total
    matched = total > 0
    total *= _rarity(snapshot, total)
    for word in words[1:]:
        found = _word_scores(snapshot, word)
        matched &= found > 0
        total += found * _rarity(snapshot, found)
    total[~matched] = 0
    return total


def expand(snapshot: Snapshot, word: str) -> list[tuple[str, str]]:
    """Return the terms that an analysed word stands for: ``("stem", …)`` and ``("form", …)``.

    It is what ``matching`` looks up, spelt out for other engines.
    """
    if not _exact_rows(snapshot, word).any():
        return [("stem", found) for found in _corrected(snapshot, word)]
    forms: set[bytes] = set()
    for part in snapshot.parts:
        segment = part.stored.segment
        forms.update(segment.forms.terms[slice(*prefix_range(segment, word))].tolist())
    return [("stem", stem(word)), *(("form", form.decode()) for form in sorted(forms))]


def _word_rows(snapshot: Snapshot, word: str) -> Flags:
    found = _exact_rows(snapshot, word)
    if not found.any():
        for corrected in _corrected(snapshot, word):
            _mark_stem(snapshot, corrected, found)
        found &= snapshot.alive
    return found


def _exact_rows(snapshot: Snapshot, word: str) -> Flags:
    found = np.zeros(snapshot.size, dtype=np.bool_)
    _mark_stem(snapshot, stem(word), found)
    if len(word) >= SHORTEST_PREFIX:
        for part in snapshot.parts:
            segment = part.stored.segment
            found[part.rows][segment.forms.rows[prefix_slice(segment, word)]] = True
    if snapshot.has_dead:
        found &= snapshot.alive
    return found


def _mark_stem(snapshot: Snapshot, wanted: str, found: Flags) -> None:
    for part in snapshot.parts:
        segment = part.stored.segment
        found[part.rows][segment.stems.rows[stem_slice(segment, wanted)]] = True


def _word_scores(snapshot: Snapshot, word: str) -> Scores:
    found = _add_up(snapshot, [stem(word)], word)
    if not found.any():
        found = _add_up(snapshot, _corrected(snapshot, word), "")
    return found


def _add_up(snapshot: Snapshot, stems: Sequence[str], prefix: str) -> Scores:
    """Return the weights of the rows that hold one of the stems, or else a form that begins so.

    Where a row holds several, the last counts, and a stem before any form.
    """
    found = np.zeros(snapshot.size, dtype=np.float32)
    for part in snapshot.parts:
        segment, own = part.stored.segment, found[part.rows]
        chosen = prefix_slice(segment, prefix)
        own[segment.forms.rows[chosen]] = segment.forms.weights[chosen] * _PREFIX_WEIGHT
        for wanted in stems:
            chosen = stem_slice(segment, wanted)
            own[segment.stems.rows[chosen]] = segment.stems.weights[chosen]
    if snapshot.has_dead:
        found *= snapshot.alive
    return found


def _corrected(snapshot: Snapshot, word: str) -> list[str]:
    """Return the stems of the forms that are one typing mistake away from a word."""
    if len(word) < SHORTEST_WORD or not word.isalpha():
        return []
    forms = (f for part in snapshot.parts for f in typo_forms(part.stored.segment, word))
    return sorted({stem(form) for form in forms})


def _rarity(snapshot: Snapshot, found: Scores) -> np.float32:
    holding = int(np.count_nonzero(found))
    return np.float32(log(1 + (snapshot.alive_count - holding + 0.5) / (holding + 0.5)))
