"""Filtering by facet values and counting them, with bitmaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search_index.arrays import json_list
from search_index.bits import Bitmap, Flags, flags_of
from search_index.lru import Lru
from search_index.segment import Facets

Counts = Mapping[str, Mapping[str, int]]
_KEPT_COUNTS: Final = 128


@dataclass(frozen=True, slots=True)
class FacetTable:
    """All facet values of a snapshot, in order of (dimension, slug), and their bitmaps."""

    names: Sequence[tuple[str, str]]
    numbers: Mapping[tuple[str, str], int]
    bits: NDArray[np.uint64]
    _counted: Lru[tuple[tuple[str, ...], bytes], Counts] = field(
        default_factory=lambda: Lru(_KEPT_COUNTS)
    )

    def holding(self, dimension: str, slugs: Iterable[str]) -> Bitmap:
        """Return the rows that have at least one of these values: none if they are unknown."""
        numbers = self.numbers
        known = [numbers[dimension, slug] for slug in slugs if (dimension, slug) in numbers]
        if len(known) == 1:
            only: Bitmap = self.bits[known[0]]
            return only
        either: Bitmap = np.bitwise_or.reduce(self.bits[known], axis=0)
        return either

    def flags(self, dimension: str, rows: NDArray[np.intp]) -> dict[str, Flags]:
        """Return for each value of a dimension which of a few rows have it."""
        slugs = {slug: number for (its, slug), number in self.numbers.items() if its == dimension}
        found = flags_of(self.bits[list(slugs.values())], rows)
        return dict(zip(slugs, found, strict=True))

    def counts(self, dimensions: tuple[str, ...], rows: Bitmap) -> Counts:
        """Return how many of the rows have each value of these dimensions, zeros left out.

        The counts of the sets of rows met last are kept: without words or a radius they do not
        depend on where one searches from, but for the remote services of the département.
        """
        key = dimensions, rows.tobytes()
        return self._counted.get(key, lambda: self._counts(dimensions, rows))

    def _counts(self, dimensions: Iterable[str], rows: Bitmap) -> Counts:
        found = np.bitwise_count(self.bits & rows).sum(axis=1, dtype=np.uint32)
        counts: dict[str, dict[str, int]] = {dimension: {} for dimension in dimensions}
        for (dimension, slug), count in zip(self.names, found.tolist(), strict=True):
            if count and dimension in counts:
                counts[dimension][slug] = count
        return counts


def facet_table(every: Sequence[Facets]) -> FacetTable:
    """Return the facets of consecutive segments as one table."""
    names = [[(name[0], name[1]) for name in json_list(facets.names)] for facets in every]
    union = sorted({name for found in names for name in found})
    numbers = {name: number for number, name in enumerate(union)}
    bits = np.zeros((len(union), sum(f.bits.shape[1] for f in every)), dtype=np.uint64)
    first = 0
    for facets, found in zip(every, names, strict=True):
        width = facets.bits.shape[1]
        bits[[numbers[name] for name in found], first : first + width] = facets.bits
        first += width
    return FacetTable(union, numbers, bits)
