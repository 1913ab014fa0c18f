"""What plain NumPy can do: arrays and dictionaries filled once, nothing durable, no updates.

Rows are sites, those with a position first. A facet value is an array of booleans and a bitmap, a
word the sorted array of its rows, a distance one product of a matrix and a vector.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bench.engines.limit_words import LimitNames, LimitWords, Rows
from bench.facets import ALL_DIMENSIONS
from bench.geometry import arc_km, unit_vector, unit_vectors
from bench.model import Answer, BenchQuery, all_sites
from bench.schedules import asked_minute, weekly_ranges
from search_index.analysis import query_words
from search_index.documents import ListingDocument, SiteDocument
from search_index.query import SearchQuery

Flags = npt.NDArray[np.bool_]

_MARGIN = 8
"""Candidates kept around the page, as a product cannot tell sites some centimetres apart."""


class LimitEngine:
    """Everything in memory, in the shape that each query wants."""

    name = "limit"
    query_limit: int | None = None
    unsupported: frozenset[str] = frozenset()

    def build(self, documents: Sequence[ListingDocument]) -> None:
        """Fill the arrays."""
        sites = sorted(all_sites(documents), key=lambda site: site.latitude is None)
        self._site_ids = np.array([site.site_id for site in sites])
        self._words = LimitWords(sites)
        self._names = LimitNames()
        self._fill_positions(sites)
        self._fill_facets(sites)
        self._fill_schedules(sites)

    def search(self, query: BenchQuery) -> Answer:
        """Answer by distance or by relevance."""
        search = query.search
        if query.typed:
            return Answer(0, suggestions=self._names.suggest(query.typed))
        if search.position is None:
            return self._by_relevance(search)
        rows = self._matching(search)
        here, remote = self._served(rows, search)
        facets = self._count_facets(here, remote, search.facets) if search.facets else {}
        page, distances = self._nearest(here, search)
        located = self._located if here is None else len(here)
        skipped = max(0, search.offset - located)
        page += remote[skipped : skipped + search.limit - len(page)].tolist()
        total = located + len(remote)
        return Answer(total, tuple(self._site_ids[page].tolist()), distances, facets)

    def _fill_positions(self, sites: Sequence[SiteDocument]) -> None:
        points = [(site.latitude, site.longitude) for site in sites if site.latitude is not None]
        self._located = len(points)
        self._vectors = unit_vectors(np.array(points, dtype=np.float64).reshape(-1, 2))
        self._opposite = np.ascontiguousarray(-self._vectors.T)

    def _fill_facets(self, sites: Sequence[SiteDocument]) -> None:
        self._flags: dict[tuple[str, str], Flags] = {}
        for row, site in enumerate(sites):
            for dimension, slugs in site.facets.items():
                for slug in slugs:
                    key = dimension, slug
                    if key not in self._flags:
                        self._flags[key] = np.zeros(len(sites), dtype=bool)
                    self._flags[key][row] = True
        self._keys = sorted(key for key in self._flags if key[0] in ALL_DIMENSIONS)
        self._bitmaps = np.array([_packed(self._flags[key]) for key in self._keys])
        self._common = np.empty_like(self._bitmaps)
        self._bit_counts = np.empty(self._bitmaps.shape, dtype=np.uint8)
        departements = (key for key in self._keys if key[0] == "departement")
        self._remote = {
            slug: self._located + np.flatnonzero(self._flags[dimension, slug][self._located :])
            for dimension, slug in departements
        }

    def _fill_schedules(self, sites: Sequence[SiteDocument]) -> None:
        keys = sorted({site.schedule for site in sites if site.schedule})
        numbers = {key: number for number, key in enumerate(keys)}
        self._schedule = np.array([numbers.get(site.schedule, len(keys)) for site in sites])
        self._schedule_count = len(keys) + 1
        openings = [(numbers[key], *span) for key in keys for span in weekly_ranges(key)]
        self._owners, self._starts, self._ends = np.array(openings).reshape(-1, 3).T.copy()

    def _matching(self, search: SearchQuery) -> Rows | None:
        """Return the rows that match, None for all."""
        found = self._words.rows(query_words(search.words))
        flags = [
            np.logical_or.reduce([self._flags[dimension, slug] for slug in slugs])
            if len(slugs) > 1
            else self._flags[dimension, next(iter(slugs))]
            for dimension, slugs in search.filters.items()
        ]
        minute = asked_minute(search)
        if minute is None:
            return _kept(found, flags)
        rows = _kept(found, flags)
        is_open = self._open_schedules(minute)
        if rows is None:
            return np.flatnonzero(is_open[self._schedule])
        return rows[is_open[self._schedule[rows]]]

    def _open_schedules(self, minute: int) -> Flags:
        now = (self._starts <= minute) & (minute < self._ends)
        flags = np.zeros(self._schedule_count, dtype=bool)
        flags[self._owners[now]] = True
        return flags

    def _served(self, rows: Rows | None, search: SearchQuery) -> tuple[Rows | None, Rows]:
        """Split the matches: those with a position, and the remote ones that serve this place."""
        (departement,) = search.remote_departements
        remote = self._remote.get(departement, np.empty(0, dtype=np.int64))
        if rows is None:
            return None, remote
        end = int(np.searchsorted(rows, self._located))
        return rows[:end], np.intersect1d(rows[end:], remote, assume_unique=True)

    def _nearest(
        self, rows: Rows | None, search: SearchQuery
    ) -> tuple[list[int], tuple[float, ...]]:
        """Return the page of rows and their distances: a rough choice first, an exact sort next."""
        assert search.position is not None
        here = unit_vector(search.position)
        far = here @ (self._opposite if rows is None else self._opposite[:, rows])
        first = max(0, search.offset - _MARGIN)
        last = search.offset + search.limit + _MARGIN
        chosen = _ranked(far, first, last)
        candidates = chosen if rows is None else rows[chosen]
        apart = np.square(self._vectors[candidates] - here).sum(axis=1)
        order = np.lexsort((candidates, apart))[search.offset - first :][: search.limit]
        return candidates[order].tolist(), tuple(arc_km(np.sqrt(apart[order])).tolist())

    def _by_relevance(self, search: SearchQuery) -> Answer:
        rows, scores = self._words.scored(query_words(search.words))
        if len(rows) > search.limit:
            best = np.argpartition(scores, len(rows) - search.limit)[-search.limit :]
            best = best[np.lexsort((rows[best], -scores[best]))]
        else:
            best = np.lexsort((rows, -scores))
        return Answer(len(rows), tuple(self._site_ids[rows[best]].tolist()))

    def _count_facets(
        self, here: Rows | None, remote: Rows, dimensions: Sequence[str]
    ) -> Mapping[str, Mapping[str, int]]:
        """Count every value with one pass over the bitmaps."""
        matching = np.zeros(len(self._site_ids), dtype=bool)
        matching[: self._located if here is None else 0] = True
        if here is not None:
            matching[here] = True
        matching[remote] = True
        np.bitwise_and(self._bitmaps, _packed(matching), out=self._common)
        counts = np.bitwise_count(self._common, out=self._bit_counts).sum(axis=1, dtype=np.uint32)
        facets: dict[str, dict[str, int]] = {dimension: {} for dimension in dimensions}
        for (dimension, slug), count in zip(self._keys, counts.tolist(), strict=True):
            if count and dimension in facets:
                facets[dimension][slug] = count
        return facets


def _ranked(keys: npt.NDArray[np.float64], first: int, last: int) -> Rows:
    """Return, in no order, the places of the keys of ranks first to last - 1."""
    chosen = np.argpartition(keys, last)[:last] if last < len(keys) else np.arange(len(keys))
    if 0 < first < len(chosen):
        chosen = chosen[np.argpartition(keys[chosen], first)]
    return chosen[first:]


def _kept(rows: Rows | None, flags: Sequence[Flags]) -> Rows | None:
    """Return the rows for which all flags hold."""
    if not flags:
        return rows
    every = flags[0] if len(flags) == 1 else np.logical_and.reduce(flags)
    return np.flatnonzero(every) if rows is None else rows[every[rows]]


def _packed(flags: Flags) -> npt.NDArray[np.uint64]:
    """Return the flags as bits in whole words of 64."""
    padded = np.zeros(len(flags) + -len(flags) % 64, dtype=bool)
    padded[: len(flags)] = flags
    return np.packbits(padded).view(np.uint64)
