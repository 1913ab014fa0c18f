"""What only a process of its own can tell: the first search after a start, the memory it takes."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bench.model import BenchQuery

_Result = TypeVar("_Result")
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
