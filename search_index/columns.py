"""Building the columns of a segment from documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index.arrays import json_array
from search_index.bits import pack
from search_index.documents import ListingDocument, SiteDocument
from search_index.facts import FactsWriter
from search_index.geo import unit_vectors
from search_index.schema import SORT_NAME_BYTES
from search_index.segment import Facets, Listings, Rows, Schedules, padded
from search_index.text import fold

SchedulePair = tuple[str, str]
"""Zone and schedule, in the order that numbers them."""


class ColumnBuilder:
    """Takes documents one by one and gives the columns of their segment, postings apart."""

    def __init__(self, facts: FactsWriter) -> None:
        self._facts = facts
        self._listings: list[tuple[int, int, int]] = []
        self._slugs: list[bytes] = []
        self._sites: list[tuple[int, float | None, float | None]] = []
        self._names: list[bytes] = []
        self._schedules: list[SchedulePair] = []
        self._facets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    @property
    def count(self) -> int:
        """Number of sites so far."""
        return len(self._sites)

    def add(self, document: ListingDocument) -> None:
        """Append a listing and its sites; their facts go to the facts file."""
        self._listings.append((document.listing_id, int(document.digest, 16), len(document.sites)))
        self._slugs.append(document.slug.encode())
        self._facts.add(document.facts)
        name = fold(document.sort_name).encode()[:SORT_NAME_BYTES]
        for site in document.sites:
            self._add_site(site, name)

    def _add_site(self, site: SiteDocument, name: bytes) -> None:
        for dimension, slugs in site.facets.items():
            for slug in slugs:
                self._facets[dimension, slug].append(self.count)
        self._sites.append((site.site_id, site.latitude, site.longitude))
        self._names.append(name)
        self._schedules.append((site.zone, site.schedule))
        self._facts.add(site.facts)

    def rows(self, schedules: Sequence[SchedulePair]) -> Rows:
        """Return the columns of the rows, given the numbered schedules."""
        ids, digests, sizes = _unzip(self._listings)
        listing = np.repeat(np.arange(len(ids), dtype=np.int32), sizes.astype(np.int64))
        numbers = {pair: number for number, pair in enumerate(schedules, start=1)}
        names, ranks = np.unique(
            np.array(self._names, dtype=f"S{SORT_NAME_BYTES}"), return_inverse=True
        )
        latitudes, longitudes = (
            np.array([site[axis] for site in self._sites], dtype=np.float64) for axis in (1, 2)
        )
        positioned = ~(np.isnan(latitudes) | np.isnan(longitudes))
        vectors = np.where(positioned[:, None], unit_vectors(latitudes, longitudes), 0.0)
        return Rows(
            site_id=pad(np.array([site[0] for site in self._sites], dtype=np.int64)),
            listing_id=pad(ids.astype(np.int64)[listing]),
            digest=pad(digests[listing]),
            listing=pad(listing, filling=-1),
            vector=pad(vectors.reshape(-1, 3)),
            positioned=pad(positioned),
            schedule=pad(
                np.array([numbers.get(pair, 0) for pair in self._schedules], dtype=np.int32)
            ),
            name_rank=pad(ranks.astype(np.int32)),
            names=names,
        )

    def listings(self) -> Listings:
        """Return the columns of the listings."""
        ids, digests, sizes = _unzip(self._listings)
        return listings_of(
            ids.astype(np.int64), digests, sizes.astype(np.int64), self._slugs, self._facts
        )

    def facets(self) -> Facets:
        """Return the bitmaps of the facet values."""
        return facets_of({name: np.array(rows) for name, rows in self._facets.items()}, self.count)

    def schedules(self) -> list[SchedulePair]:
        """Return the distinct pairs of zone and schedule, unknown hours left out, in order."""
        return sorted({pair for pair in self._schedules if pair[1]})


def listings_of(
    ids: NDArray[np.int64],
    digests: NDArray[np.uint64],
    sizes: NDArray[np.int64],
    slugs: Sequence[bytes],
    facts: FactsWriter,
) -> Listings:
    """Return the columns of listings with so many sites each, whose facts are written."""
    hashes = slug_hashes(slugs)
    order = np.argsort(hashes, kind="stable")
    return Listings(
        listing_id=ids,
        digest=digests,
        first_row=starts(sizes),
        slugs=np.frombuffer(b"".join(slugs), dtype=np.uint8),
        slug_end=starts(np.array([len(slug) for slug in slugs], dtype=np.int64))[1:],
        slug_hash=hashes[order],
        slug_listing=order.astype(np.int32),
        fact_end=facts.ends,
        fact_crc=facts.crcs,
    )


def facets_of(rows: Mapping[tuple[str, str], NDArray[Any]], count: int) -> Facets:
    """Return the bitmaps of facet values given by their rows, for ``count`` sites."""
    names = sorted(rows)
    bits = np.zeros((len(names), padded(count) // 64), dtype=np.uint64)
    for number, name in enumerate(names):
        flags = np.zeros(padded(count), dtype=np.bool_)
        flags[rows[name]] = True
        bits[number] = pack(flags)
    return Facets(json_array(names), bits)


def schedules_of(pairs: Sequence[SchedulePair]) -> Schedules:
    """Return the table of schedules, given in order."""
    zones = sorted({zone for zone, _ in pairs})
    every = [zone for zone, _ in pairs]
    starts = [1 + every.index(zone) for zone in zones] + [1 + len(pairs)]
    return Schedules(json_array(pairs), json_array(zones), np.array(starts, dtype=np.int32))


def slug_hashes(slugs: Iterable[bytes]) -> NDArray[np.uint64]:
    """Return a 64-bit hash of each slug, the same in every process."""
    return np.array(
        [int.from_bytes(blake2b(slug, digest_size=8).digest()) for slug in slugs], dtype=np.uint64
    )


def _unzip(
    listings: Sequence[tuple[int, int, int]],
) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
    table = np.array(listings, dtype=np.uint64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def starts(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each of consecutive pieces begins, and where the last ends."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])


def pad(column: NDArray[Any], filling: int = 0) -> NDArray[Any]:
    """Return the column of the sites with its padding rows."""
    missing = padded(len(column)) - len(column)
    return np.concatenate([column, np.full((missing, *column.shape[1:]), filling, column.dtype)])
