"""What is measured beside the query times: the start, the memory, an edit becoming visible."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from bench.engines.portal import PortalEngine, open_writer
from bench.model import BenchQuery
from bench.probes import first_search, in_fresh_process, memory_mb
from search_index.documents import ListingDocument
from search_index.query import SearchQuery

EDITS = 100
_STARTS = 5
_LETTERS = "bcdfghjklm"

Measure = dict[str, object]


def measure_start(cache_folder: Path, query: BenchQuery, size: int) -> Measure:
    """Return the median, over a few fresh processes, of the import and of the first search."""
    starts = [in_fresh_process(first_search, cache_folder, query) for _ in range(_STARTS)]
    medians = {name: float(np.median([start[name] for start in starts])) for name in starts[0]}
    return {"measure": "first_search", "size": size, "n": _STARTS, **medians}


def measure_memory(cache_folder: Path, queries: Sequence[BenchQuery], size: int) -> Measure:
    """Return what the index adds to a process that answers all classes, above an empty index."""
    full = in_fresh_process(memory_mb, cache_folder, queries)
    with TemporaryDirectory() as folder:
        open_writer(PortalEngine(Path(folder)).folder).rebuild([], revision=1)
        empty = in_fresh_process(memory_mb, Path(folder), queries)
    return {
        "measure": "memory",
        "size": size,
        "pss_mb": round(full, 1),
        "empty_pss_mb": round(empty, 1),
        "index_mb": round(full - empty, 1),
    }


def measure_edits(
    cache_folder: Path, documents: Sequence[ListingDocument], size: int, edits: int = EDITS
) -> Measure:
    """Return how long an edit takes to be found, from its writing; in a copy of the index."""
    with TemporaryDirectory() as folder:
        shutil.copytree(cache_folder, folder, dirs_exist_ok=True)
        times = list(_edit_times(PortalEngine(Path(folder)), documents, edits))
    median, p95 = np.percentile(times, (50, 95)).round(1).tolist()
    return {
        "measure": "edit_visible",
        "size": size,
        "n": edits,
        "median_ms": median,
        "p95_ms": p95,
    }


def _edit_times(
    engine: PortalEngine, documents: Sequence[ListingDocument], edits: int
) -> Iterator[float]:
    """Yield the milliseconds from writing an edit to the search that finds its new word."""
    engine.open()
    writer = open_writer(engine.folder)
    for number in range(edits):
        word = "zyx" + "".join(_LETTERS[int(digit)] for digit in f"{number:06d}")
        edited = _with_word(documents[number * len(documents) // edits], word)
        query = BenchQuery("edit", SearchQuery(words=word, facets=()))
        start = perf_counter()
        writer.apply([edited], (), revision=number + 2)
        found = engine.search(query)
        yield 1000 * (perf_counter() - start)
        assert found.total == len(edited.sites)


def _with_word(document: ListingDocument, word: str) -> ListingDocument:
    """Return the listing with one more word in its description."""
    sites = tuple(
        replace(site, texts={**site.texts, "description": f"{site.texts['description']} {word}"})
        for site in document.sites
    )
    return replace(document, sites=sites)
