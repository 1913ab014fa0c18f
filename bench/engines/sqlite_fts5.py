"""SQLite as a good SQL developer uses it: FTS5, an R-tree, facets in indexed link tables."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.analysis import ALL_FORMS, COLUMN_WEIGHTS, STEM_COLUMNS
from bench.engines.sqlite_schema import fill
from bench.facets import ALL_DIMENSIONS
from bench.geometry import arc_km, box_around, chord, first_radius, next_radius, unit_vector
from bench.model import Answer, BenchQuery, all_sites
from bench.name_keys import SUGGESTION_LIMIT, exact_first
from bench.schedules import asked_minute
from search_index.analysis import query_words, stem
from search_index.documents import ListingDocument
from search_index.query import SearchQuery
from search_index.suggest import name_key

_FEW = 2_000
"""Below so many matches, sorting them all is faster than looking around the position."""

_USUAL_KM = 1.0
"""Where the search around the position begins: the fastest of 1, 3 and 6 km."""

_DISTANCE = (
    "(site.x - ?) * (site.x - ?) + (site.y - ?) * (site.y - ?) + (site.z - ?) * (site.z - ?)"
)
_RANK = f"bm25(words, {', '.join(map(str, (*COLUMN_WEIGHTS, 0.0)))})"
_OPEN = "site.schedule IN (SELECT schedule FROM opening WHERE first <= ? AND last >= ?)"
_IN_BOX = "place.south >= ? AND place.north <= ? AND place.west >= ? AND place.east <= ?"

_BEGINNING = "SELECT DISTINCT row FROM name_key WHERE key >= ? AND key < ? ORDER BY row LIMIT ?"

_Facets = dict[str, dict[str, int]]


@dataclass(slots=True)
class _Selection:
    """The tables and conditions that keep the matches, with the values of their parameters."""

    tables: list[str] = field(default_factory=lambda: ["site"])
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def keep(self, condition: str, *values: object) -> None:
        """Add a condition."""
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        """The FROM and WHERE clauses."""
        where = f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
        return f" FROM {', '.join(self.tables)}{where}"


class SqliteEngine:
    """One persistent connection; the statements' texts repeat, so SQLite prepares them once."""

    name = "sqlite_fts5"
    query_limit: int | None = None
    unsupported = frozenset({"typo_nearest"})

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sqlite.db"

    def build(self, documents: Sequence[ListingDocument]) -> None:
        """Fill the database, or open the one kept from an earlier run."""
        kept = self._file.exists()
        self._connection = sqlite3.connect(self._file, cached_statements=512)
        weakref.finalize(self, self._connection.close)
        self._connection.executescript("PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -65536;")
        if not kept:
            fill(self._connection, all_sites(documents))
        facets = self._connection.execute("SELECT * FROM facet ORDER BY id").fetchall()
        self._facet_ids = {(dimension, slug): number for number, dimension, slug in facets}
        self._counted = [(name, slug) for _, name, slug in facets if name in ALL_DIMENSIONS]

    def search(self, query: BenchQuery) -> Answer:
        """Answer by distance or by relevance."""
        if query.typed:
            return Answer(0, suggestions=self._suggest(query.typed))
        selection = self._selection(query.search)
        facets = self._count_facets(selection) if query.search.facets else {}
        if query.search.position is None:
            return self._by_relevance(query.search, selection)
        if query.search.words:
            return self._by_distance(query.search, selection, facets)
        total = self._count(selection)
        if total <= _FEW:
            return self._by_distance(query.search, selection, facets)
        return self._nearby(query.search, selection, total, facets)

    def _selection(self, search: SearchQuery) -> _Selection:
        selection = _Selection()
        if search.words:
            selection.tables.insert(0, "words")
            selection.keep("words MATCH ?", _match(search.words))
            selection.keep("site.id = words.rowid")
        for dimension, (slug,) in search.filters.items():
            selection.tables.append(f"facet_site AS {dimension}")
            facet = self._facet_ids[dimension, slug]
            selection.keep(f"{dimension}.site = site.id AND {dimension}.facet = ?", facet)
        minute = asked_minute(search)
        if minute is not None:
            selection.keep(_OPEN, minute, minute)
        if search.position is not None:
            (departement,) = search.remote_departements
            selection.keep("(site.located OR site.departement = ?)", departement)
        return selection

    def _count(self, selection: _Selection) -> int:
        (total,) = self._connection.execute(
            f"SELECT count(*){selection.sql}", selection.values
        ).fetchone()
        return int(total)

    def _count_facets(self, selection: _Selection) -> _Facets:
        sql = (
            "SELECT site_facet.facet, count(*)"  # noqa: S608 - parts are ours
            f" FROM (SELECT site.id AS id{selection.sql}) AS found"
            " JOIN site_facet ON site_facet.site = found.id"
            f" WHERE site_facet.facet < {len(self._counted)} GROUP BY site_facet.facet"
        )
        counts: _Facets = {dimension: {} for dimension in ALL_DIMENSIONS}
        for facet, count in self._connection.execute(sql, selection.values):
            dimension, slug = self._counted[facet]
            counts[dimension][slug] = count
        return counts

    def _by_relevance(self, search: SearchQuery, selection: _Selection) -> Answer:
        sql = f"SELECT site.id{selection.sql} ORDER BY {_RANK}, site.id LIMIT ? OFFSET ?"
        rows = self._connection.execute(sql, [*selection.values, search.limit, search.offset])
        return Answer(self._count(selection), tuple(site_id for (site_id,) in rows))

    def _by_distance(
        self,
        search: SearchQuery,
        selection: _Selection,
        facets: _Facets,
    ) -> Answer:
        """Sort all matches; their number comes along in each row, without a second pass."""
        sql = (
            f"SELECT site.id, {_DISTANCE} AS squared, count(*) OVER (){selection.sql}"
            " ORDER BY site.located DESC, squared, site.id LIMIT ? OFFSET ?"
        )
        page = [*_point(search), search.limit, search.offset]
        rows = self._connection.execute(sql, [*page[:6], *selection.values, *page[6:]]).fetchall()
        total = rows[0][2] if rows else self._count(selection)
        return _answer(total, rows, facets)

    def _nearby(
        self, search: SearchQuery, selection: _Selection, total: int, facets: _Facets
    ) -> Answer:
        """Look around the position in the R-tree, farther until the page is full."""
        assert search.position is not None
        tables = ", ".join(["place CROSS JOIN site", *selection.tables[1:]])
        sql = (
            f"SELECT site.id, {_DISTANCE} AS squared FROM {tables}"  # noqa: S608 - parts are ours
            f" WHERE site.id = place.id AND {' AND '.join([_IN_BOX, *selection.conditions])}"
            " ORDER BY squared, site.id LIMIT ? OFFSET ?"
        )
        wanted = search.offset + search.limit
        radius = first_radius(wanted, total, _USUAL_KM)
        while True:
            box = box_around(search.position, radius)
            if box is None:
                return self._by_distance(search, selection, facets)
            values = [*_point(search), *box, *selection.values, search.limit, search.offset]
            rows = self._connection.execute(sql, values).fetchall()
            if len(rows) == search.limit and rows[-1][1] <= chord(radius) ** 2:
                return _answer(total, rows, facets)
            radius = next_radius(radius, wanted, search.offset + len(rows))

    def _suggest(self, typed: str) -> tuple[int, ...]:
        key = name_key(typed)
        exact = self._connection.execute("SELECT row, full FROM name_key WHERE key = ?", [key])
        beginning = self._connection.execute(_BEGINNING, [key, key + "~", 2 * SUGGESTION_LIMIT])
        return exact_first(exact.fetchall(), [row for (row,) in beginning])


def _answer(total: int, rows: Sequence[tuple[Any, ...]], facets: _Facets) -> Answer:
    """Return the answer of rows that begin with a site and its squared distance, if it has one."""
    squared = [row[1] for row in rows if row[1] is not None]
    distances = arc_km(np.sqrt(np.array(squared)))
    return Answer(total, tuple(row[0] for row in rows), tuple(distances.tolist()), facets)


def _match(words: str) -> str:
    """Return the FTS5 expression: each word by its stem or as a beginning."""
    columns = " ".join(STEM_COLUMNS)
    return " AND ".join(
        f'({{{columns}}} : "{stem(word)}" OR {ALL_FORMS} : "{word}" *)'
        for word in query_words(words)
    )


def _point(search: SearchQuery) -> list[float]:
    assert search.position is not None
    return [value for axis in unit_vector(search.position).tolist() for value in (axis, axis)]
