"""A segment: the immutable arrays of the sites that one commit wrote.

A row is one site; the rows of a listing follow each other. Rows are padded to a multiple of 64 with
rows that belong to no listing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from search_index.arrays import Arrays
from search_index.schema import ROW_BLOCK


@dataclass(frozen=True, slots=True)
class ArrayGroup:
    """Base of the dataclasses that hold arrays only: they go to disk under their field names."""

    def arrays(self, prefix: str) -> Iterator[tuple[str, NDArray[Any]]]:
        """Yield each array with its name in the file."""
        for member in fields(self):
            yield f"{prefix}.{member.name}", getattr(self, member.name)

    @classmethod
    def from_arrays(cls, prefix: str, arrays: Arrays) -> Self:
        """Return the group that ``arrays`` wrote."""
        members = fields(cls)
        return cls(**{member.name: arrays[f"{prefix}.{member.name}"] for member in members})


@dataclass(frozen=True, slots=True)
class Rows(ArrayGroup):
    """One value per row, padding included."""

    site_id: NDArray[np.int64]
    listing_id: NDArray[np.int64]
    digest: NDArray[np.uint64]
    listing: NDArray[np.int32]
    """Number of the row's listing in ``Listings``; -1 in the padding."""
    vector: NDArray[np.float64]
    """Unit vector of the position, shape (rows, 3); zeros without a position."""
    positioned: NDArray[np.bool_]
    schedule: NDArray[np.int32]
    """Number of the row's schedule in ``Schedules``; 0 when the hours are unknown."""
    name_rank: NDArray[np.int32]
    """Number of the row's sort name in ``names``."""
    names: NDArray[np.bytes_]
    """The distinct sort names in order (not one per row)."""


@dataclass(frozen=True, slots=True)
class Listings(ArrayGroup):
    """One value per listing."""

    listing_id: NDArray[np.int64]
    digest: NDArray[np.uint64]
    first_row: NDArray[np.int64]
    """Where its rows begin; one more than there are listings, the last being the end."""
    slugs: NDArray[np.uint8]
    """The slugs, UTF-8, one after the other; each ends where ``slug_end`` says."""
    slug_end: NDArray[np.int64]
    slug_hash: NDArray[np.uint64]
    """Hashes of the slugs, sorted; ``slug_listing`` gives the listing of each."""
    slug_listing: NDArray[np.int32]
    fact_end: NDArray[np.int64]
    """Where each record of the facts file ends: for each listing its own, then its sites'."""
    fact_crc: NDArray[np.uint32]

    def slug(self, number: int) -> str:
        """Return the slug of a listing."""
        begin = int(self.slug_end[number - 1]) if number else 0
        return self.slugs[begin : int(self.slug_end[number])].tobytes().decode()

    def records(self, number: int) -> range:
        """Return the numbers of the facts records of a listing: its own, then its sites'."""
        begin, end = int(self.first_row[number]), int(self.first_row[number + 1])
        return range(begin + number, end + number + 1)


@dataclass(frozen=True, slots=True)
class Facets(ArrayGroup):
    """Which rows have which facet value."""

    names: NDArray[np.uint8]
    """JSON list of (dimension, slug), sorted."""
    bits: NDArray[np.uint64]
    """One bitmap per name, shape (names, rows / 64)."""


@dataclass(frozen=True, slots=True)
class Schedules(ArrayGroup):
    """The distinct pairs of zone and schedule, numbered from 1 in order."""

    table: NDArray[np.uint8]
    """JSON list of [zone, schedule], sorted."""
    zones: NDArray[np.uint8]
    """JSON list of the distinct zones, sorted."""
    zone_start: NDArray[np.int32]
    """Number of the first schedule of each zone; one more than zones, the last being the end."""


@dataclass(frozen=True, slots=True)
class Postings(ArrayGroup):
    """Terms in order, and for each the rows that hold it with what it adds to their score."""

    terms: NDArray[np.bytes_]
    start: NDArray[np.int64]
    """Where the rows of each term begin; one more than terms, the last being the end."""
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Typos(ArrayGroup):
    """Hashes of the forms and of the forms less one letter, sorted, and the form of each."""

    hashes: NDArray[np.uint32]
    form: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Segment:
    """All arrays of a segment, facts and opening hours apart."""

    rows: Rows
    listings: Listings
    facets: Facets
    schedules: Schedules
    forms: Postings
    stems: Postings
    typos: Typos

    @property
    def size(self) -> int:
        """Number of rows, padding included."""
        return len(self.rows.site_id)

    @property
    def count(self) -> int:
        """Number of sites."""
        return int(self.listings.first_row[-1])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all arrays by the names that they have in the file."""
        groups = ((member.name, getattr(self, member.name)) for member in fields(self))
        return dict(pair for name, group in groups for pair in group.arrays(name))

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Segment:
        """Return the segment that ``arrays`` wrote."""
        return cls(
            Rows.from_arrays("rows", arrays),
            Listings.from_arrays("listings", arrays),
            Facets.from_arrays("facets", arrays),
            Schedules.from_arrays("schedules", arrays),
            Postings.from_arrays("forms", arrays),
            Postings.from_arrays("stems", arrays),
            Typos.from_arrays("typos", arrays),
        )


def padded(count: int) -> int:
    """Return the number of rows of a segment of so many sites."""
    return count + -count % ROW_BLOCK
