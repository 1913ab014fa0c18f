"""Reading facts and listings out of a snapshot."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np

from search_index.columns import slug_hashes
from search_index.hits import version_of
from search_index.snapshot import Part, Snapshot
from search_index.stored import Facts, StoredListing


def facts_of(snapshot: Snapshot, row: int) -> tuple[Facts, Facts]:
    """Return the facts of the listing and of the site of a hit's row."""
    place = bisect_right(snapshot.parts, row, key=lambda part: part.rows.start) - 1
    part = snapshot.parts[place]
    local = row - part.rows.start
    number = int(part.stored.segment.rows.listing[local])
    records = part.stored.segment.listings.records(number)
    facts = part.stored.facts
    return facts.read(records.start), facts.read(local + number + 1)


def listing_of(snapshot: Snapshot, slug: str) -> StoredListing | None:
    """Return the live listing of this slug."""
    (wanted,) = slug_hashes([slug.encode()])
    for part in reversed(snapshot.parts):
        columns = part.stored.segment.listings
        first = np.searchsorted(columns.slug_hash, wanted, side="left")
        last = np.searchsorted(columns.slug_hash, wanted, side="right")
        for number in columns.slug_listing[first:last].tolist():
            if part.live_listings[number] and columns.slug(number) == slug:
                return _listing(part, number)
    return None


def listings(snapshot: Snapshot) -> Iterator[tuple[int, str, str]]:
    """Yield the id, the slug and the version of every live listing."""
    for part in snapshot.parts:
        columns = part.stored.segment.listings
        for number in np.flatnonzero(part.live_listings).tolist():
            version = version_of(int(columns.digest[number]))
            yield int(columns.listing_id[number]), columns.slug(number), version


def _listing(part: Part, number: int) -> StoredListing:
    segment, facts = part.stored.segment, part.stored.facts
    own, *others = segment.listings.records(number)
    first = own - number
    return StoredListing(
        listing_id=int(segment.listings.listing_id[number]),
        slug=segment.listings.slug(number),
        version=version_of(int(segment.listings.digest[number])),
        facts=facts.read(own),
        site_ids=tuple(segment.rows.site_id[first : first + len(others)].tolist()),
        sites=tuple(facts.read(record) for record in others),
    )
