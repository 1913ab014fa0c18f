"""What only a process of its own can tell: its first search, its memory, how soon it sees edits."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bench.model import BenchQuery
from search_index.documents import ListingDocument
from search_index.query import SearchQuery

_Result = TypeVar("_Result")
_LETTERS = "bcdfghjklm"
_MEMORY_MAP = Path("/proc/self/smaps_rollup")


def in_fresh_process(task: Callable[..., _Result], *arguments: object) -> _Result:
    """Return what the task answers in a new interpreter."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()


def first_search(cache_folder: Path, query: BenchQuery) -> dict[str, float]:
    """Return, in milliseconds, the import of the index's code, then its opening and one search."""
    start = perf_counter()
    importlib.import_module("search_index.index")
    imported = perf_counter()
    engine = importlib.import_module("bench.engines.portal").PortalEngine(cache_folder)
    ready = perf_counter()
    engine.open()
    engine.search(query)
    answered = perf_counter()
    return {
        "import_ms": round(1000 * (imported - start), 1),
        "first_search_ms": round(1000 * (answered - ready), 1),
    }


def memory_mb(cache_folder: Path, queries: Sequence[BenchQuery]) -> float:
    """Return the proportional set size of a process that has answered the queries."""
    engine = importlib.import_module("bench.engines.portal").PortalEngine(cache_folder)
    engine.open()
    for query in queries:
        engine.search(query)
    return _pss_kb() / 1000


def _pss_kb() -> int:
    lines = _MEMORY_MAP.read_text(encoding="ascii").splitlines()
    (amount,) = (line.split()[1] for line in lines if line.startswith("Pss:"))
    return int(amount)


def edit_times(cache_folder: Path, documents: Sequence[ListingDocument]) -> list[float]:
    """Return, for each listing, the milliseconds from writing an edit to finding its new word."""
    portal = importlib.import_module("bench.engines.portal")
    engine = portal.PortalEngine(cache_folder)
    engine.open()
    writer = portal.open_writer(engine.folder)
    times = []
    for number, document in enumerate(documents):
        word = "zyx" + "".join(_LETTERS[int(digit)] for digit in f"{number:06d}")
        edited = _with_word(document, word)
        query = BenchQuery("edit", SearchQuery(words=word, facets=()))
        start = perf_counter()
        writer.apply([edited], (), revision=number + 2)
        found = engine.search(query)
        times.append(1000 * (perf_counter() - start))
        assert found.total == len(edited.sites)
    return times


def _with_word(document: ListingDocument, word: str) -> ListingDocument:
    """Return the listing with one more word in its description."""
    sites = tuple(
        replace(site, texts={**site.texts, "description": f"{site.texts['description']} {word}"})
        for site in document.sites
    )
    return replace(document, sites=sites)
