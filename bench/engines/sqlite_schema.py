"""The tables of the SQLite peer, and how they are filled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np

from bench.analysis import ALL_FORMS, STEM_COLUMNS, distinct_forms, stems_by_column
from bench.facets import ALL_DIMENSIONS
from bench.geometry import unit_vectors
from bench.name_keys import name_keys
from bench.schedules import weekly_ranges
from search_index.documents import SiteDocument

_COLUMNS = (*STEM_COLUMNS, ALL_FORMS)
_TABLES = f"""
CREATE TABLE site (
    id INTEGER PRIMARY KEY, x REAL, y REAL, z REAL, located INTEGER NOT NULL,
    departement TEXT NOT NULL, schedule TEXT NOT NULL
);
CREATE INDEX site_scope ON site (located, departement);
CREATE VIRTUAL TABLE place USING rtree (id, south, north, west, east);
CREATE TABLE facet (id INTEGER PRIMARY KEY, dimension TEXT, slug TEXT, UNIQUE (dimension, slug));
CREATE TABLE facet_site (facet INTEGER, site INTEGER, PRIMARY KEY (facet, site)) WITHOUT ROWID;
CREATE TABLE site_facet (site INTEGER, facet INTEGER, PRIMARY KEY (site, facet)) WITHOUT ROWID;
CREATE TABLE opening (first INTEGER, last INTEGER, schedule TEXT);
CREATE INDEX opening_times ON opening (first, last, schedule);
CREATE VIRTUAL TABLE words USING fts5 (
    {", ".join(_COLUMNS)}, content='', tokenize='ascii', detail=column, prefix='3 4 5'
);
CREATE TABLE name_key (key TEXT, row INTEGER, full INTEGER, PRIMARY KEY (key, row)) WITHOUT ROWID;
"""


def fill(connection: sqlite3.Connection, sites: Sequence[SiteDocument]) -> None:
    """Create the tables, put the sites into them and let SQLite study them."""
    connection.executescript(_TABLES)
    with connection:
        connection.executemany("INSERT INTO site VALUES (?, ?, ?, ?, ?, ?, ?)", _site_rows(sites))
        connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?)", _place_rows(sites))
        connection.executemany("INSERT INTO opening VALUES (?, ?, ?)", _opening_rows(sites))
        _fill_facets(connection, sites)
        holes = ", ".join("?" for _ in _COLUMNS)
        connection.executemany(
            f"INSERT INTO words (rowid, {', '.join(_COLUMNS)}) VALUES (?, {holes})",  # noqa: S608
            ((site.site_id, *_texts(site)) for site in sites),
        )
        connection.executemany("INSERT INTO name_key VALUES (?, ?, ?)", name_keys())
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("ANALYZE")


def _site_rows(sites: Sequence[SiteDocument]) -> Iterator[tuple[object, ...]]:
    for site in sites:
        vector: list[float | None] = [None, None, None]
        if site.latitude is not None and site.longitude is not None:
            vector = unit_vectors(np.array([[site.latitude, site.longitude]]))[0].tolist()
        departement = site.facets["departement"][0]
        yield site.site_id, *vector, site.latitude is not None, departement, site.schedule


def _place_rows(sites: Sequence[SiteDocument]) -> Iterator[tuple[object, ...]]:
    for site in sites:
        if site.latitude is not None:
            here = site.latitude, site.latitude, site.longitude, site.longitude
            yield site.site_id, *here


def _opening_rows(sites: Sequence[SiteDocument]) -> Iterator[tuple[int, int, str]]:
    for schedule in {site.schedule for site in sites if site.schedule}:
        for first, end in weekly_ranges(schedule):
            yield first, end - 1, schedule


def _fill_facets(connection: sqlite3.Connection, sites: Sequence[SiteDocument]) -> None:
    """Link numbered values and sites both ways; the values that pages count come first."""
    values = {
        (dimension, slug)
        for site in sites
        for dimension, slugs in site.facets.items()
        for slug in slugs
    }
    ranked = sorted(values, key=lambda value: (value[0] not in ALL_DIMENSIONS, value))
    numbers = {value: number for number, value in enumerate(ranked)}
    connection.executemany(
        "INSERT INTO facet VALUES (?, ?, ?)", ((n, *value) for value, n in numbers.items())
    )
    links = [
        (numbers[dimension, slug], site.site_id)
        for site in sites
        for dimension, slugs in site.facets.items()
        for slug in slugs
    ]
    connection.executemany("INSERT INTO facet_site VALUES (?, ?)", sorted(links))
    connection.executemany(
        "INSERT INTO site_facet VALUES (?, ?)", sorted((site, facet) for facet, site in links)
    )


def _texts(site: SiteDocument) -> Iterator[str]:
    """Yield the text of each of ``_COLUMNS``."""
    stems = stems_by_column(site)
    yield from (" ".join(stems[column]) for column in STEM_COLUMNS)
    yield " ".join(distinct_forms(site))
