"""Answering a query from a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search_index.analysis import query_words
from search_index.bits import Bitmap, pack
from search_index.criteria import Criteria, criteria
from search_index.geo import unit_vector
from search_index.hits import Hits
from search_index.matching import matching, scores
from search_index.nearest import nearest, within
from search_index.query import Position, SearchPage, SearchQuery
from search_index.ranking import Places, page
from search_index.snapshot import Snapshot

_NOTHING: Places = np.zeros(0, dtype=np.intp)


@dataclass(slots=True)
class Matches:
    """The rows that a query keeps: those to order first, and remote ones that follow in order."""

    snapshot: Snapshot
    first: Places | None
    """None for every row with a position."""
    remote: Places

    @property
    def first_count(self) -> int:
        """How many rows come before the remote ones."""
        return self.snapshot.positioned_count if self.first is None else len(self.first)

    def bitmap(self) -> Bitmap:
        """Return all rows as a bitmap."""
        if self.first is None:
            flags = self.snapshot.positioned.copy()
        else:
            flags = np.zeros(self.snapshot.size, dtype=np.bool_)
            flags[self.first] = True
        flags[self.remote] = True
        return pack(flags)


def run(snapshot: Snapshot, query: SearchQuery) -> SearchPage:
    """Answer a query."""
    words = query_words(query.words) if query.words else ()
    if query.position is not None:
        return _by_distance(snapshot, query, query.position, words)
    if words:
        return _by_relevance(snapshot, query, words)
    rows = criteria(snapshot, query, None).all_of(snapshot.alive)
    last = query.offset + query.limit
    places = page(snapshot.name_rank[rows], snapshot.site_id[rows], query.offset, last)
    return _answer(query, Matches(snapshot, rows, _NOTHING), rows[places], ())


def _by_relevance(snapshot: Snapshot, query: SearchQuery, words: Sequence[str]) -> SearchPage:
    found = scores(snapshot, words)
    rows = criteria(snapshot, query, found > 0).all_of(snapshot.alive)
    last = query.offset + query.limit
    places = page(-found[rows], snapshot.site_id[rows], query.offset, last)
    return _answer(query, Matches(snapshot, rows, _NOTHING), rows[places], ())


def _by_distance(
    snapshot: Snapshot, query: SearchQuery, position: Position, words: Sequence[str]
) -> SearchPage:
    origin = unit_vector(position.latitude, position.longitude)
    asked = criteria(snapshot, query, matching(snapshot, words) if words else None)
    if query.radius_km is None:
        matches = _reachable(snapshot, query, asked)
    else:
        rows = asked.all_of(snapshot.positioned)
        near = within(snapshot, rows, origin, query.radius_km)
        matches = Matches(snapshot, near, _NOTHING)
    end, last = matches.first_count, query.offset + query.limit
    hits, distances = nearest(snapshot, matches.first, origin, query.offset, min(last, end))
    if last > end and len(matches.remote):
        following = matches.remote[max(query.offset - end, 0) : last - end]
        hits = np.concatenate([hits, following])
    return _answer(query, matches, hits, distances)


def _reachable(snapshot: Snapshot, query: SearchQuery, asked: Criteria) -> Matches:
    """Return the rows with a position, and the remote ones that serve the départements asked."""
    rows = None if asked.is_empty else asked.all_of(snapshot.positioned)
    remote = snapshot.remote_rows(query.remote_departements)
    return Matches(snapshot, rows, asked.those_of(remote))


def _answer(
    query: SearchQuery, matches: Matches, rows: Places, distances: Sequence[float]
) -> SearchPage:
    """Return the page of these rows, of which the first have distances."""
    facets = matches.snapshot.facets.counts(query.facets, matches.bitmap()) if query.facets else {}
    total = matches.first_count + len(matches.remote)
    hits = Hits(rows, distances, matches.snapshot.identity, matches.snapshot.digest)
    return SearchPage(total, hits, facets)
