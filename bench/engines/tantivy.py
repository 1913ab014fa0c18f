"""tantivy through its Python binding, used as its authors mean it.

Words, beginnings and typing errors are its own term, prefix and fuzzy queries; a misspelt word is
looked up in a small index of the forms, as spelling correction does. Facets are its terms
aggregations over fast fields; opening hours are quarters of an hour of the week, one term
each. It cannot sort by distance: boxes of growing size on the fast fields ``latitude`` and
``longitude`` keep the neighbours, whose fast fields are then sorted in NumPy. Counts are taken
from term statistics where these suffice. All queries run on one persistent searcher over one
merged segment.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tantivy
from tantivy import FieldType, Occur, Query

from bench.analysis import ALL_FORMS, ALL_STEMS, COLUMN_WEIGHTS, STEM_COLUMNS
from bench.engines.tantivy_schema import ELSEWHERE, HERE, build_schema, to_document
from bench.engines.tantivy_words import TantivyDictionary, TantivyNames
from bench.facets import ALL_DIMENSIONS
from bench.geometry import box_around, distances_km, first_radius, next_radius
from bench.model import Answer, BenchQuery, all_sites
from bench.schedules import SLOT_MINUTES, asked_minute
from search_index.analysis import query_words, stem
from search_index.documents import ListingDocument
from search_index.query import Position, SearchQuery
from search_index.typos import SHORTEST_WORD

_FEW = 500
"""Below so many matches, sorting them all is faster than looking around the position."""

_USUAL_KM = 8.0
"""Where the search around the position begins: the fastest of 1, 2, 3, 5 and 8 km."""

_MEMORY = 256_000_000


class TantivyEngine:
    """One segment, one searcher that stays open."""

    name = "tantivy"
    query_limit: int | None = None
    unsupported: frozenset[str] = frozenset()

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "tantivy"
        self._schema = build_schema()

    def build(self, documents: Sequence[ListingDocument]) -> None:
        """Write the index, or open the one kept from an earlier run."""
        kept = self._folder.exists()
        self._folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(self._schema, str(self._folder))
        if not kept:
            with index.writer(_MEMORY, 1) as writer:
                for site in all_sites(documents):
                    writer.add_document(to_document(site))
        index.reload()
        self._searcher = index.searcher()
        self._dictionary = TantivyDictionary(documents)
        self._names = TantivyNames()

    def search(self, query: BenchQuery) -> Answer:
        """Answer by distance or by relevance."""
        search = query.search
        if query.typed:
            return Answer(0, suggestions=self._names.suggest(query.typed))
        clauses = self._clauses(search)
        if search.position is None:
            return self._by_relevance(search, clauses)
        (departement,) = search.remote_departements
        here = self._count(clauses) - self._count(clauses, ELSEWHERE)
        remote = self._count(clauses, departement)
        ids, distances = self._nearest(search, clauses, here)
        missing, skipped = search.limit - len(ids), max(0, search.offset - here)
        if missing and remote > skipped:
            served = _all([*clauses, self._term("served", departement)])
            hits = self._hits(served, missing, skipped)
            ids += tuple(self._searcher.fast_field_values("site_id", hits))
        facets = self._facets(clauses, departement) if search.facets else {}
        return Answer(here + remote, ids, distances, facets)

    def _term(self, name: str, value: str | int) -> Query:
        return Query.term_query(self._schema, name, value, "basic")

    def _clauses(self, search: SearchQuery) -> list[Query]:
        """Return one query for each thing that must hold."""
        clauses = [self._word(word) for word in query_words(search.words)]
        for dimension, (slug,) in search.filters.items():
            clauses.append(self._term(dimension, slug))
        minute = asked_minute(search)
        if minute is not None:
            clauses.append(self._term("slot", minute // SLOT_MINUTES))
        return clauses

    def _word(self, word: str) -> Query:
        """Return what a word finds: its stem and beginnings, failing these its neighbours'."""
        beginning = Query.fuzzy_term_query(self._schema, ALL_FORMS, word, 0, True, prefix=True)
        found = _any([self._term(ALL_STEMS, stem(word)), beginning])
        if len(word) < SHORTEST_WORD or self._is_known(word):
            return found
        near = self._dictionary.stems_near(word)
        return _any([self._term(ALL_STEMS, other) for other in near])

    def _is_known(self, word: str) -> bool:
        """Tell from the term dictionaries whether the stem or the beginning of a form exists."""
        return bool(
            self._searcher.doc_freq(ALL_STEMS, stem(word))
            or self._searcher.terms_with_prefix(ALL_FORMS, word, limit=1)
        )

    def _count(self, clauses: Sequence[Query], served: str | None = None) -> int:
        """Count the matches, all or those with a value of ``served``."""
        if not clauses:
            return self._searcher.doc_freq("served", served) if served else self._searcher.num_docs
        if served:
            clauses = [*clauses, self._term("served", served)]
        return int(self._searcher.search(_all(clauses), 1).count)

    def _hits(self, query: Query, limit: int, offset: int = 0) -> list[tantivy.DocAddress]:
        """Return matches in any order: without scores."""
        unscored = Query.const_score_query(query, 1.0)
        found = self._searcher.search(unscored, limit, count=False, offset=offset)
        return [address for _, address in found.hits]

    def _by_relevance(self, search: SearchQuery, clauses: Sequence[Query]) -> Answer:
        """Score with BM25 on the fields, each with its weight."""
        scored = [
            (Occur.Should, Query.boost_query(self._stem_in(column, word), weight))
            for word in query_words(search.words)
            for column, weight in zip(STEM_COLUMNS, COLUMN_WEIGHTS, strict=True)
        ]
        kept = Query.const_score_query(_all(clauses), 0.0)
        query = Query.boolean_query([(Occur.Must, kept), *scored])
        found = self._searcher.search(query, search.limit, offset=search.offset)
        addresses = [address for _, address in found.hits]
        ids = self._searcher.fast_field_values("site_id", addresses)
        return Answer(found.count, tuple(ids))

    def _stem_in(self, column: str, word: str) -> Query:
        return Query.term_query(self._schema, column, stem(word), "freq")

    def _facets(self, clauses: Sequence[Query], departement: str) -> dict[str, dict[str, int]]:
        """Count with one aggregation of terms for each dimension, all in one pass."""
        served = _any([self._term("served", HERE), self._term("served", departement)])
        wanted = {name: {"terms": {"field": name, "size": 200}} for name in ALL_DIMENSIONS}
        counted = self._searcher.aggregate(_all([*clauses, served]), wanted)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
            for name in ALL_DIMENSIONS
        }

    def _nearest(
        self, search: SearchQuery, clauses: Sequence[Query], here: int
    ) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """Return the page of sites that have a position, and their distances."""
        assert search.position is not None
        last = min(search.offset + search.limit, here)
        radius = first_radius(last, here, _USUAL_KM)
        while True:
            box = self._box(search.position, radius) if here > _FEW else None
            near = box if box is not None else [self._term("served", HERE)]
            ids, distances = self._measured(search.position, [*clauses, *near], here)
            order = np.lexsort((ids, distances))[:last]
            if box is None or (len(order) == last and distances[order[-1]] <= radius):
                page = order[search.offset :]
                return tuple(ids[page].tolist()), tuple(distances[page].tolist())
            radius = next_radius(radius, last, len(ids))

    def _box(self, position: Position, radius: float) -> list[Query] | None:
        box = box_around(position, radius)
        if box is None:
            return None
        return [
            self._between("latitude", box.south, box.north),
            self._between("longitude", box.west, box.east),
        ]

    def _between(self, name: str, lowest: float, highest: float) -> Query:
        return Query.range_query(self._schema, name, FieldType.Float, lowest, highest)

    def _measured(
        self, position: Position, clauses: Sequence[Query], limit: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Return the ids of the matches and their distances, read from the fast fields."""
        hits = self._hits(_all(clauses), limit) if limit else []
        ids, latitudes, longitudes = (
            np.array(self._searcher.fast_field_values(name, hits), dtype=kind)
            for name, kind in (("site_id", "i8"), ("latitude", "f8"), ("longitude", "f8"))
        )
        return ids, distances_km(position, np.column_stack((latitudes, longitudes)))


def _all(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
