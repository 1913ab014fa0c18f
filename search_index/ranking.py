"""Choosing a page of results without sorting the others."""

from __future__ import annotations

from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.floating]
Places = NDArray[np.intp]

_SAMPLE: Final = 512
_WORTH_SAMPLING: Final = 4 * _SAMPLE
_FEW: Final = 256
"""So many candidates are sorted as quickly as a choice is made among them."""


def window(keys: Keys, first: int, last: int, margin: float = 0.0) -> tuple[Places, int]:
    """Return places that hold, once sorted by key, those of ranks first to last - 1.

    They are in no order, with everything up to ``margin`` around them and perhaps some more; the
    second value says how many smaller keys were left out. NaN keys are never chosen: ``last`` is
    at most the number of the others.
    """
    if first >= last:
        return np.zeros(0, dtype=np.intp), first
    if len(keys) > _WORTH_SAMPLING and 8 * last < len(keys):
        (places,) = (keys <= _sampled_bound(keys, last) + margin).nonzero()
        if len(places) >= last and not first and len(places) <= _FEW:
            return places, 0
        if len(places) >= last:
            chosen, skipped = _between(keys[places], first, last, margin)
            return places[chosen], skipped
    return _between(keys, first, last, margin)


def page(keys: Keys, ties: NDArray[np.int64], first: int, last: int) -> Places:
    """Return the places of ranks first to last - 1 in order, equal keys by ``ties``."""
    places, skipped = window(keys, first, min(last, len(keys)))
    order = np.lexsort((ties[places], keys[places]))
    return places[order[first - skipped : last - skipped]]


def _between(keys: Keys, first: int, last: int, margin: float) -> tuple[Places, int]:
    ordered = keys.copy()
    ordered.partition(last - 1)
    smallest = ordered[:last]
    kept = keys <= smallest[-1] + margin
    if not first:
        return kept.nonzero()[0], 0
    smallest.partition(first)
    before = keys < smallest[first] - margin
    kept ^= before
    return kept.nonzero()[0], int(np.count_nonzero(before))


def _sampled_bound(keys: Keys, count: int) -> float:
    """Return a key that nearly always ``count`` keys do not exceed. It is tried, not trusted."""
    sample = keys[:: len(keys) // _SAMPLE].copy()
    expected = count * len(sample) / len(keys)
    rank = int(expected + 2 * sqrt(expected)) + 3
    sample.partition(rank)
    return float(sample[rank])
