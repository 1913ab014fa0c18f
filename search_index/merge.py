"""Joining segments into one, without the listings that are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index.arrays import in_sorted, json_list
from search_index.bits import unpack
from search_index.columns import SchedulePair, facets_of, listings_of, pad, schedules_of, starts
from search_index.facts import FactsWriter
from search_index.hours import Hours
from search_index.postings import Piece, join
from search_index.segment import Facets, Listings, Postings, Rows, Segment
from search_index.store import StoredSegment
from search_index.typos import build_typos


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to join, what is kept of it and where that goes."""

    stored: StoredSegment
    listings: NDArray[np.int64]
    """Numbers of the listings that are kept."""
    rows: NDArray[np.int64]
    """Numbers of the rows that are kept."""
    target: NDArray[np.int64]
    """New number of each row, -1 for those left out."""


def sources_of(pairs: Sequence[tuple[StoredSegment, Sequence[int]]]) -> list[Source]:
    """Return what to join of segments given with the ids of their listings that are gone."""
    found: list[Source] = []
    first = 0
    for stored, gone in pairs:
        segment = stored.segment
        alive = ~in_sorted(segment.listings.listing_id, np.array(gone, dtype=np.int64))
        rows = np.flatnonzero(np.append(alive, False)[segment.rows.listing])
        target = np.full(segment.size, -1, dtype=np.int64)
        target[rows] = np.arange(first, first + len(rows))
        found.append(Source(stored, np.flatnonzero(alive), rows, target))
        first += len(rows)
    return found


def merge(sources: Sequence[Source], facts: FactsWriter) -> tuple[Segment, Hours]:
    """Return one segment and its hours in place of several, and write its facts.

    The hours of the sources begin on the same day.
    """
    pairs = sorted({pair for source in sources for pair in _used_schedules(source)})
    numbers = {pair: number for number, pair in enumerate(pairs, start=1)}
    maps = [_schedule_map(source, numbers) for source in sources]
    forms = _postings(sources, [source.stored.segment.forms for source in sources])
    segment = Segment(
        _rows(sources, maps),
        _listings(sources, facts),
        _facets(sources),
        schedules_of(pairs),
        forms,
        _postings(sources, [source.stored.segment.stems for source in sources]),
        build_typos(forms.terms),
    )
    return segment, _hours(sources, maps)


def _rows(sources: Sequence[Source], schedule_maps: Sequence[NDArray[np.int32]]) -> Rows:
    every = [source.stored.segment.rows for source in sources]

    def kept(column: str) -> NDArray[Any]:
        return np.concatenate(
            [getattr(rows, column)[s.rows] for rows, s in zip(every, sources, strict=True)]
        )

    sort_names = [r.names[r.name_rank[s.rows]] for r, s in zip(every, sources, strict=True)]
    names, ranks = np.unique(np.concatenate(sort_names), return_inverse=True)
    schedule = [
        numbers[rows.schedule[s.rows]]
        for rows, s, numbers in zip(every, sources, schedule_maps, strict=True)
    ]
    sizes = np.concatenate([_sizes(source) for source in sources])
    return Rows(
        site_id=pad(kept("site_id")),
        listing_id=pad(kept("listing_id")),
        digest=pad(kept("digest")),
        listing=pad(np.repeat(np.arange(len(sizes), dtype=np.int32), sizes), filling=-1),
        vector=pad(kept("vector")),
        positioned=pad(kept("positioned")),
        schedule=pad(np.concatenate(schedule)),
        name_rank=pad(ranks.astype(np.int32)),
        names=names,
    )


def _listings(sources: Sequence[Source], facts: FactsWriter) -> Listings:
    slugs: list[bytes] = []
    for source in sources:
        listings = source.stored.segment.listings
        for number in source.listings.tolist():
            slugs.append(listings.slug(number).encode())
            for record in listings.records(number):
                facts.add_encoded(source.stored.facts.encoded(record))
    every = [(source.stored.segment.listings, source.listings) for source in sources]
    return listings_of(
        np.concatenate([listings.listing_id[kept] for listings, kept in every]),
        np.concatenate([listings.digest[kept] for listings, kept in every]),
        np.concatenate([_sizes(source) for source in sources]),
        slugs,
        facts,
    )


def _sizes(source: Source) -> NDArray[np.int64]:
    return np.diff(source.stored.segment.listings.first_row)[source.listings]


def _facets(sources: Sequence[Source]) -> Facets:
    found: dict[tuple[str, str], list[NDArray[np.int64]]] = {}
    for source in sources:
        facets = source.stored.segment.facets
        for name, bitmap in zip(json_list(facets.names), facets.bits, strict=True):
            targets = source.target[np.flatnonzero(unpack(bitmap))]
            found.setdefault(tuple(name), []).append(targets[targets >= 0])
    joined = {name: np.concatenate(targets) for name, targets in found.items()}
    return facets_of(
        {name: rows for name, rows in joined.items() if len(rows)},
        sum(len(source.rows) for source in sources),
    )


def _postings(sources: Sequence[Source], every: Sequence[Postings]) -> Postings:
    terms, inverse = np.unique(np.concatenate([p.terms for p in every]), return_inverse=True)
    pieces: list[Piece] = []
    first = 0
    for source, postings in zip(sources, every, strict=True):
        codes = np.repeat(inverse[first : first + len(postings.terms)], np.diff(postings.start))
        rows = source.target[postings.rows]
        kept = rows >= 0
        pieces.append(Piece(codes[kept], rows[kept].astype(np.int32), postings.weights[kept]))
        first += len(postings.terms)
    return join(terms, pieces)


def _used_schedules(source: Source) -> list[SchedulePair]:
    segment = source.stored.segment
    table = json_list(segment.schedules.table)
    used = np.unique(segment.rows.schedule[source.rows]).tolist()
    return [(table[number - 1][0], table[number - 1][1]) for number in used if number]


def _schedule_map(source: Source, numbers: dict[SchedulePair, int]) -> NDArray[np.int32]:
    """Return the new number of each schedule of a source, 0 for those that go."""
    table = json_list(source.stored.segment.schedules.table)
    found = [numbers.get((zone, schedule), 0) for zone, schedule in table]
    return np.array([0, *found], dtype=np.int32)


def _hours(sources: Sequence[Source], maps: Sequence[NDArray[np.int32]]) -> Hours:
    """Join the hours by day then schedule; of a schedule in two sources, the first's are taken."""
    days = len(sources[0].stored.hours.start) - 1
    taken = np.zeros(1 + max(int(numbers.max()) for numbers in maps), dtype=np.bool_)
    taken[0] = True
    columns: list[NDArray[np.int64]] = []
    for source, numbers in zip(sources, maps, strict=True):
        hours = source.stored.hours
        mapped = numbers[hours.schedule]
        day = np.repeat(np.arange(days), np.diff(hours.start))
        table = np.stack([day, mapped, hours.opens, hours.closes])
        columns.append(table[:, ~taken[mapped]].astype(np.int64))
        taken[numbers] = True
    table = np.concatenate(columns, axis=1)
    day, schedule, opens, closes = table[:, np.lexsort(table[::-1])]
    return Hours(
        starts(np.bincount(day, minlength=days)),
        schedule.astype(np.int32),
        opens.astype(np.int16),
        closes.astype(np.int16),
    )
