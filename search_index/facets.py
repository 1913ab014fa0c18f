"""Filtering by facet values and counting them, with bitmaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_index.arrays import json_list
from search_index.bits import Bitmap
from search_index.segment import Facets


@dataclass(frozen=True, slots=True)
class Dimension:
    """The values of one dimension: slugs, and their bitmaps in the same order."""

    slugs: tuple[str, ...]
    numbers: Mapping[str, int]
    bits: NDArray[np.uint64]

    def holding(self, slugs: Iterable[str]) -> Bitmap:
        """Return the rows that have at least one of these values."""
        known = [self.numbers[slug] for slug in slugs if slug in self.numbers]
        found: Bitmap = np.bitwise_or.reduce(self.bits[known], axis=0)
        return found

    def counts(self, rows: Bitmap) -> dict[str, int]:
        """Return how many of the rows have each value, those that none has left out."""
        found = np.bitwise_count(self.bits & rows).sum(axis=1, dtype=np.uint32)
        return {
            slug: count for slug, count in zip(self.slugs, found.tolist(), strict=True) if count
        }


@dataclass(frozen=True, slots=True)
class FacetTable:
    """All dimensions of a snapshot."""

    dimensions: Mapping[str, Dimension]
    nobody: Bitmap

    def holding(self, dimension: str, slugs: Iterable[str]) -> Bitmap:
        """Return the rows that have at least one of these values: none if it is unknown."""
        known = self.dimensions.get(dimension)
        return known.holding(slugs) if known else self.nobody

    def counts(self, dimensions: Iterable[str], rows: Bitmap) -> dict[str, dict[str, int]]:
        """Count the values of these dimensions over the rows."""
        return {
            name: self.dimensions[name].counts(rows) if name in self.dimensions else {}
            for name in dimensions
        }


def facet_table(every: Sequence[Facets]) -> FacetTable:
    """Return the facets of consecutive segments as one table."""
    names = [[(name[0], name[1]) for name in json_list(facets.names)] for facets in every]
    union = sorted({name for found in names for name in found})
    places = {name: number for number, name in enumerate(union)}
    bits = np.zeros((len(union), sum(f.bits.shape[1] for f in every)), dtype=np.uint64)
    first = 0
    for facets, found in zip(every, names, strict=True):
        width = facets.bits.shape[1]
        bits[[places[name] for name in found], first : first + width] = facets.bits
        first += width
    dimensions = {name: _dimension(name, union, bits) for name in {name for name, _ in union}}
    return FacetTable(dimensions, np.zeros(bits.shape[1], dtype=np.uint64))


def _dimension(
    wanted: str, names: Sequence[tuple[str, str]], bits: NDArray[np.uint64]
) -> Dimension:
    places = [number for number, (name, _) in enumerate(names) if name == wanted]
    slugs = tuple(names[number][1] for number in places)
    numbers = {slug: number for number, slug in enumerate(slugs)}
    return Dimension(slugs, numbers, bits[places[0] : places[-1] + 1])
