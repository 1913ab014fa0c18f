"""Which rows a query's words match, and how well.

The rule for one word (folded, stop words left out): it matches a place that holds a word with the
same French stem, or, if it has 3 letters or more, a word that begins with it. If no place at all is
matched so and it has 5 letters or more and no digit, it matches the places that hold a word with
the stem of a form one typing mistake away. All words of a query must match.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

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
from search_index.snapshot import Part, Snapshot
from search_index.typos import SHORTEST_WORD

Scores = NDArray[np.float64]
_PREFIX_WEIGHT = 0.3
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
    every = [_word_scores(snapshot, word) for word in words]
    if len(every) == 1:
        return every[0]
    live = int(np.count_nonzero(snapshot.alive))
    total = np.zeros(snapshot.size)
    matched = snapshot.alive.copy()
    for found in every:
        total += found * _rarity(int(np.count_nonzero(found)), live)
        matched &= found > 0
    return np.where(matched, total, 0.0)


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
    pieces = [_part_scores(part, stems, prefix) for part in snapshot.parts]
    found = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
    found *= snapshot.alive
    return found


def _part_scores(part: Part, stems: Sequence[str], prefix: str) -> Scores:
    segment = part.stored.segment
    chosen = [(segment.stems, stem_slice(segment, wanted), 1.0) for wanted in stems]
    chosen.append((segment.forms, prefix_slice(segment, prefix), _PREFIX_WEIGHT))
    rows = np.concatenate([postings.rows[found] for postings, found, _ in chosen])
    weights = np.concatenate([p.weights[found] * np.float32(share) for p, found, share in chosen])
    return np.bincount(rows, weights, minlength=segment.size).astype(np.float64, copy=False)


def _corrected(snapshot: Snapshot, word: str) -> list[str]:
    """Return the stems of the forms that are one typing mistake away from a word."""
    if len(word) < SHORTEST_WORD or not word.isalpha():
        return []
    forms = (f for part in snapshot.parts for f in typo_forms(part.stored.segment, word))
    return sorted({stem(form) for form in forms})


def _rarity(holding: int, live: int) -> float:
    return log(1 + (live - holding + 0.5) / (holding + 0.5))
