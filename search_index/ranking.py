"""Choosing the first results without sorting the others."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_SAMPLE: Final = 1024
_WORTH_SAMPLING: Final = 8 * _SAMPLE


def first_candidates(
    keys: NDArray[np.float64], count: int, margin: float = 0.0
) -> NDArray[np.intp]:
    """Return the places of all keys up to ``margin`` above the ``count``-th smallest.

    They may include some more. A sample gives a first bound; it is tried, not trusted.
    """
    if count >= len(keys):
        return np.arange(len(keys))
    if len(keys) > _WORTH_SAMPLING and 8 * count < len(keys):
        chosen = np.flatnonzero(keys <= _sampled_bound(keys, count) + margin)
        if len(chosen) >= count:
            return chosen[_up_to(keys[chosen], count, margin)]
    return _up_to(keys, count, margin)


def ordered(keys: NDArray[np.float64], ties: NDArray[Any], count: int) -> NDArray[np.intp]:
    """Return the places of the ``count`` smallest keys in order, equal keys by ``ties``."""
    if 0 < count < len(keys):
        bound = np.partition(keys, count - 1)[count - 1]
        better = np.flatnonzero(keys < bound)
        equal = np.flatnonzero(keys == bound)
        wanted = count - len(better)
        if wanted < len(equal):
            equal = equal[np.argpartition(ties[equal], wanted - 1)[:wanted]]
        chosen = np.concatenate([better, equal])
    else:
        chosen = np.arange(len(keys))
    return chosen[np.lexsort((ties[chosen], keys[chosen]))][:count]


def _up_to(keys: NDArray[np.float64], count: int, margin: float) -> NDArray[np.intp]:
    if count >= len(keys):
        return np.arange(len(keys))
    return np.flatnonzero(keys <= np.partition(keys, count - 1)[count - 1] + margin)


def _sampled_bound(keys: NDArray[np.float64], count: int) -> float:
    """Return a key that about twice ``count`` keys do not exceed."""
    sample = keys[:: len(keys) // _SAMPLE]
    rank = 2 * count * len(sample) // len(keys) + 4
    return float(np.partition(sample, rank)[rank])
