"""Whoosh as a first try would use it: its facets, a Python sort, a stored-field read per hit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.index import create_in, exists_in, open_dir
from whoosh.query import And, Every, Or, Prefix, Query, Term
from whoosh.searching import Results
from whoosh.sorting import FieldFacet

from bench.analysis import ALL_FORMS, COLUMN_WEIGHTS, STEM_COLUMNS, distinct_forms, stems_by_column
from bench.facets import ALL_DIMENSIONS
from bench.geometry import EARTH_RADIUS_KM
from bench.model import Answer, BenchQuery, all_sites
from bench.name_keys import SUGGESTION_LIMIT, exact_first, name_keys
from bench.schedules import asked_minute, weekly_ranges
from search_index.analysis import query_words, stem
from search_index.documents import ListingDocument, SiteDocument
from search_index.query import Position, SearchQuery
from search_index.suggest import name_key

_MEMORY_MB = 256
_HERE = "sur_place"


class WhooshEngine:
    """Two indexes, one searcher each. Its fuzzy query does not know neighbours exchanged."""

    name = "whoosh_naive"
    query_limit: int | None = 5
    unsupported = frozenset({"typo_nearest"})

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "whoosh"

    def build(self, documents: Sequence[ListingDocument]) -> None:
        """Write the indexes, or open those kept from an earlier run."""
        places, names = self._folder / "places", self._folder / "names"
        if not (names.exists() and exists_in(names)):
            _write(places, _place_schema(), map(_place, all_sites(documents)))
            _write(names, _name_schema(), (key._asdict() for key in name_keys()))
        self._searcher = open_dir(places).searcher()
        self._names = open_dir(names).searcher()

    def search(self, query: BenchQuery) -> Answer:
        """Answer by distance or by relevance."""
        if query.typed:
            return Answer(0, suggestions=self._suggest(query.typed))
        search = query.search
        if search.position is None:
            return self._by_relevance(search)
        groups = {name: FieldFacet(name, allow_overlap=True) for name in search.facets}
        found = self._searcher.search(_whoosh_query(search), limit=None, groupedby=groups or None)
        hits = [hit.fields() for hit in found]
        minute = asked_minute(search)
        if minute is not None:
            hits = [hit for hit in hits if _is_open(hit["schedule"], minute)]
        position = search.position
        ranked = sorted(_sort_key(position, hit) for hit in hits)
        page = ranked[search.offset : search.offset + search.limit]
        distances = tuple(distance for remote, distance, _ in page if not remote)
        ids = tuple(site_id for _, _, site_id in page)
        return Answer(len(hits), ids, distances, _facets(found, groups))

    def _by_relevance(self, search: SearchQuery) -> Answer:
        found = self._searcher.search(_whoosh_query(search), limit=search.offset + search.limit)
        page = islice(found, search.offset, None)
        return Answer(len(found), tuple(hit["site_id"] for hit in page))

    def _suggest(self, typed: str) -> tuple[int, ...]:
        key = name_key(typed)
        exact = self._names.search(Term("key", key), limit=None)
        beginning = self._names.search(Prefix("key", key), limit=None)
        rows = sorted(hit["row"] for hit in beginning)
        pairs = [(hit["row"], hit["full"]) for hit in exact]
        return exact_first(pairs, rows[: 2 * SUGGESTION_LIMIT])


def _write(folder: Path, schema: Schema, documents: Iterable[Mapping[str, object]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    writer = create_in(folder, schema).writer(limitmb=_MEMORY_MB)
    for document in documents:
        writer.add_document(**document)
    writer.commit()


def _place_schema() -> Schema:
    columns = {
        column: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False, field_boost=weight)
        for column, weight in zip(STEM_COLUMNS, COLUMN_WEIGHTS, strict=True)
    }
    columns[ALL_FORMS] = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    facets = {dimension: KEYWORD() for dimension in ALL_DIMENSIONS}
    stored = {name: STORED() for name in ("site_id", "latitude", "longitude", "schedule")}
    return Schema(**columns, **facets, **stored, served=ID())


def _name_schema() -> Schema:
    return Schema(key=ID(), row=STORED(), full=STORED())


def _place(site: SiteDocument) -> dict[str, object]:
    remote = site.latitude is None
    return {
        **stems_by_column(site),
        ALL_FORMS: distinct_forms(site),
        **{dimension: " ".join(site.facets.get(dimension, ())) for dimension in ALL_DIMENSIONS},
        "site_id": site.site_id,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "schedule": site.schedule,
        "served": site.facets["departement"][0] if remote else _HERE,
    }


def _whoosh_query(search: SearchQuery) -> Query:
    clauses: list[Query] = [_word_query(word) for word in query_words(search.words)]
    for dimension, slugs in search.filters.items():
        clauses.append(Or([Term(dimension, slug) for slug in slugs]))
    if search.position is not None:
        served = (_HERE, *search.remote_departements)
        clauses.append(Or([Term("served", value) for value in served]))
    return And(clauses) if clauses else Every()


def _word_query(word: str) -> Query:
    stems = [Term(column, stem(word)) for column in STEM_COLUMNS]
    return Or([*stems, Prefix(ALL_FORMS, word)])


def _is_open(schedule: str, minute: int) -> bool:
    ranges = weekly_ranges(schedule) if schedule else ()
    return any(start <= minute < end for start, end in ranges)


def _facets(found: Results, groups: Mapping[str, FieldFacet]) -> dict[str, dict[str, int]]:
    return {
        name: {slug: len(members) for slug, members in found.groups(name).items()}
        for name in groups
    }


def _sort_key(position: Position, hit: Mapping[str, Any]) -> tuple[bool, float, int]:
    if "latitude" not in hit:
        return True, 0.0, hit["site_id"]
    return False, _distance_km(position, hit["latitude"], hit["longitude"]), hit["site_id"]


def _distance_km(position: Position, latitude: float, longitude: float) -> float:
    """Return the great-circle distance by the haversine formula."""
    here, there = radians(position.latitude), radians(latitude)
    sideways = sin(radians(longitude - position.longitude) / 2) ** 2
    half = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sideways
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
