"""Where the results are written, and the ratios that they are judged by."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bench.timing import Timing

BENCH_FOLDER = Path(__file__).parent
RESULTS_FILE = BENCH_FOLDER / "results.json"
MEASURES_FILE = BENCH_FOLDER / "cache" / "measures.json"


def write_results(timings: Sequence[Timing], file: Path = RESULTS_FILE) -> None:
    """Write the list of timings, one object each."""
    _write([asdict(timing) for timing in timings], file)


def write_measures(measures: Sequence[Mapping[str, object]], file: Path = MEASURES_FILE) -> None:
    """Write what was measured beside the query times."""
    _write(list(measures), file)


def _write(value: object, file: Path) -> None:
    file.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


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
