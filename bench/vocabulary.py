"""French-looking vocabulary whose frequencies follow Zipf's law."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

from bench.words import ADJECTIVES, ENDINGS, NOUNS, PREFIXES, VERB_STEMS
from search_index.text import fold

VOCABULARY_SIZE = 20_000
_RANK_SHIFT = 2.7
_EXPONENT = 1.0


def _plural(word: str) -> str:
    return word if word.endswith(("s", "x")) else f"{word}s"


def _adjective_forms(word: str) -> tuple[str, ...]:
    feminine = word if word.endswith("e") else f"{word}e"
    return word, _plural(word), feminine, _plural(feminine)


def _derived_words() -> Iterator[str]:
    for prefix, stem, ending in product(PREFIXES, VERB_STEMS.split(), ENDINGS.split()):
        yield f"{prefix}{stem}{ending}"


def _written_words() -> Iterator[str]:
    for word in NOUNS.split():
        yield from (word, _plural(word))
    for word in ADJECTIVES.split():
        yield from _adjective_forms(word)


def _distinct(words: Iterator[str]) -> list[str]:
    by_folded: dict[str, str] = {}
    for word in words:
        by_folded.setdefault(fold(word), word)
    return list(by_folded.values())


@cache
def vocabulary() -> tuple[str, ...]:
    """Return the words by rank, the most frequent first; no two fold to the same form."""
    written = _distinct(_written_words())
    known = {fold(word) for word in written}
    derived = [word for word in _distinct(_derived_words()) if fold(word) not in known]
    shuffled = np.random.default_rng(1901).permutation(len(derived))
    ranked = written + [derived[i] for i in shuffled]
    return tuple(ranked[:VOCABULARY_SIZE])


@cache
def frequencies() -> npt.NDArray[np.float64]:
    """Return the share of each word of the vocabulary: Zipf's law as Mandelbrot amended it."""
    ranks = np.arange(1, len(vocabulary()) + 1)
    weights = 1.0 / (ranks + _RANK_SHIFT) ** _EXPONENT
    shares: npt.NDArray[np.float64] = weights / weights.sum()
    return shares
