"""What is measured beside the query times: the start, the memory, an edit becoming visible."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.engines.portal import PortalEngine, open_writer
from bench.model import BenchQuery
from bench.probes import edit_times, first_search, in_fresh_process, memory_mb
from search_index.documents import ListingDocument

Measure = dict[str, object]


def measure_start(cache_folder: Path, query: BenchQuery, size: int, count: int) -> Measure:
    """Return the median, over a few fresh processes, of the import and of the first search."""
    starts = [in_fresh_process(first_search, cache_folder, query) for _ in range(count)]
    medians = {name: float(np.median([start[name] for start in starts])) for name in starts[0]}
    return {"measure": "first_search", "size": size, "n": count, **medians}


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
    cache_folder: Path, documents: Sequence[ListingDocument], size: int, edits: int
) -> Measure:
    """Return how long an edit takes to be found, from its writing; in a copy of the index."""
    chosen = documents[:: max(1, len(documents) // edits)][:edits]
    with TemporaryDirectory() as folder:
        shutil.copytree(cache_folder, folder, dirs_exist_ok=True)
        times = in_fresh_process(edit_times, Path(folder), chosen)
    median, p95 = np.percentile(times, (50, 95)).round(1).tolist()
    return {
        "measure": "edit_visible",
        "size": size,
        "n": len(times),
        "median_ms": median,
        "p95_ms": p95,
    }
