"""One order of sort names over several segments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search_index.arrays import in_sorted
from search_index.segment import Rows


def name_ranks(every: Sequence[Rows]) -> NDArray[np.float64]:
    """Return for each row of the segments a number that grows with its sort name.

    The names of the first segment, the large one, keep their own numbers; new names of the others
    take fractions between them, so that no more than those have to be sorted.
    """
    base = every[0].names
    names = np.unique(np.concatenate([base[:0], *(rows.names for rows in every[1:])]))
    place = np.searchsorted(base, names).astype(np.float64)
    known = in_sorted(names, base)
    fractions = np.arange(1, len(names) + 1) / (len(names) + 1)
    ranks = np.where(known, place, place - 1 + fractions)
    later = [ranks[np.searchsorted(names, rows.names)][rows.name_rank] for rows in every[1:]]
    return np.concatenate([every[0].name_rank.astype(np.float64), *later])
