"""``python -m bench.coverage``: measure, print, write ``bench/coverage.json``.

``COVERAGE_SIZE`` is how many places the larger set adds to the seed, ``COVERAGE_TURNS`` how often
each territory is surveyed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.cache import BENCH_FOLDER
from bench.coverage.instance import seeded
from bench.coverage.times import CoverageTime, coverage_times

_SIZE = 2_000
_TURNS = 3
_RESULTS_FILE = BENCH_FOLDER / "coverage.json"


def run(size: int, turns: int, results_file: Path = _RESULTS_FILE) -> list[CoverageTime]:
    """Measure the seed, then the seed and ``size`` more places; write what was found."""
    found: list[CoverageTime] = []
    for copies in (0, size):
        with seeded(copies) as app:
            directory = app.extensions["portal.directory"]
            found += coverage_times(directory.territory, directory.clock().date(), turns)
    content = {
        "load_average": [round(each, 2) for each in os.getloadavg()],
        "times": [asdict(each) for each in found],
    }
    results_file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return found


def _print(times: Sequence[CoverageTime]) -> None:
    table = Table(title=f"coverage, in milliseconds (load {os.getloadavg()[0]:.1f})")
    for column in ("places", "territory", "hours", "median", "p95", "worst", "limit", "n"):
        table.add_column(column, justify="left" if column in ("territory", "hours") else "right")
    for each in times:
        row = (each.places, each.territory, each.state, each.median_ms, each.p95_ms)
        table.add_row(*map(str, (*row, each.worst_ms, each.limit_ms, each.n)))
    Console().print(table)


def main() -> int:
    """Measure what the environment asks for."""
    size = int(os.environ.get("COVERAGE_SIZE", _SIZE))
    _print(run(size, int(os.environ.get("COVERAGE_TURNS", _TURNS))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
