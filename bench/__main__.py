"""``python -m bench``: run the benchmark, print it, write it. ``BENCH_SIZES=500,5000`` chooses."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from rich.console import Console

from bench.agreement import DisagreementError
from bench.cache import CACHE_FOLDER
from bench.measures import Measure, measure_edits, measure_memory, measure_start
from bench.report import print_measures, print_timings
from bench.results import MEASURES_FILE, RESULTS_FILE, write_json
from bench.run import Contest, prepare
from bench.timing import Timing

_DEFAULT_SIZES = "5000,50000"


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured."""

    queries_per_class: int = 300
    edits: int = 100
    starts: int = 5


def run(
    sizes: Sequence[int],
    results_file: Path = RESULTS_FILE,
    measures_file: Path = MEASURES_FILE,
    cache: Path = CACHE_FOLDER,
    effort: Effort = Effort(),
) -> None:
    """Run all sizes; print and write nothing of a size whose engines disagree."""
    console = Console(width=150)
    timings: list[Timing] = []
    measures: list[Measure] = []
    for size in sizes:
        start = monotonic()
        contest = prepare(size, cache, effort.queries_per_class)
        ready = monotonic()
        timings += contest.time()
        print_timings(timings, size, console)
        measures += _measures(contest, effort)
        times = f"{ready - start:.0f} s to prepare, {monotonic() - ready:.0f} s to measure"
        console.print(f"{size:,} places: {times}\n")
    print_measures(measures, console)
    write_json(timings, results_file)
    write_json(measures, measures_file)


def _measures(contest: Contest, effort: Effort) -> list[Measure]:
    folder, size = contest.portal_folder, contest.size
    queries = [query for every in contest.queries.values() for query in every]
    return [
        measure_start(folder, contest.queries["nearest"][0], size, effort.starts),
        measure_memory(folder, queries, size),
        measure_edits(folder, contest.documents, size, effort.edits),
    ]


def main() -> int:
    """Run the sizes that the environment asks for."""
    sizes = [int(size) for size in os.environ.get("BENCH_SIZES", _DEFAULT_SIZES).split(",")]
    try:
        run(sizes)
    except DisagreementError as error:
        print(f"The engines disagree, so no time is given.\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
