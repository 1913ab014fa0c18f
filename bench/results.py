"""Where the results are written, and the ratios that they are judged by."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bench.cache import BENCH_FOLDER, CACHE_FOLDER
from bench.timing import Timing

RESULTS_FILE = BENCH_FOLDER / "results.json"
MEASURES_FILE = CACHE_FOLDER / "measures.json"


def write_json(objects: Sequence[Timing | Mapping[str, object]], file: Path) -> None:
    """Write a list of objects."""
    plain = [asdict(item) if isinstance(item, Timing) else dict(item) for item in objects]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")


def p95_ratios(timings: Sequence[Timing], size: int, engine: str, peer: str) -> dict[str, float]:
    """Return, by query class, the engine's 95th percentile divided by the peer's."""
    p95 = {(t.engine, t.query_class): t.p95_ms for t in timings if t.size == size}
    return {
        query_class: mine / p95[peer, query_class]
        for (name, query_class), mine in p95.items()
        if name == engine and (peer, query_class) in p95
    }


def geometric_mean(ratios: Mapping[str, float]) -> float:
    """Return the geometric mean of the ratios."""
    return float(np.exp(np.mean(np.log(list(ratios.values())))))
