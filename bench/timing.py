"""Interleaved timing: every engine answers a query before any engine gets the next one."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from time import perf_counter_ns

import numpy as np

from bench.agreement import Referee
from bench.model import Answer, BenchQuery, Engine


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one engine took over the queries of one class (one object of results.json)."""

    engine: str
    size: int
    query_class: str
    median_ms: float
    p95_ms: float
    n: int


def time_class(
    engines: Sequence[Engine], queries: Sequence[BenchQuery], referee: Referee, size: int
) -> list[Timing]:
    """Return the times of the engines that can do this class, once their answers agree."""
    query_class = queries[0].query_class
    able = [engine for engine in engines if query_class not in engine.unsupported]
    times: dict[str, list[int]] = defaultdict(list)
    answers: list[dict[str, Answer]] = []
    with _no_garbage_collection():
        for turn, query in enumerate(queries):
            answers.append(_ask_all(_shuffled(able, turn), query, turn, times))
    compare_all(queries, answers, referee)
    return [_summary(engine.name, size, query_class, times[engine.name]) for engine in able]


def compare_all(
    queries: Sequence[BenchQuery], answers: Sequence[Mapping[str, Answer]], referee: Referee
) -> None:
    """Raise ``DisagreementError`` at the first query that engines answer differently."""
    for query, by_engine in zip(queries, answers, strict=True):
        referee.compare(query, by_engine)


def warm_up(engines: Sequence[Engine], queries: Sequence[BenchQuery], referee: Referee) -> None:
    """Ask queries that are not timed, so that caches are warm, and compare the answers."""
    for query in queries:
        able = [engine for engine in engines if query.query_class not in engine.unsupported]
        fast = [engine for engine in able if engine.query_limit is None]
        referee.compare(query, {engine.name: engine.search(query) for engine in fast})


def _ask_all(
    engines: Sequence[Engine], query: BenchQuery, turn: int, times: dict[str, list[int]]
) -> dict[str, Answer]:
    answers = {}
    for engine in engines:
        if engine.query_limit is None or turn < engine.query_limit:
            start = perf_counter_ns()
            answers[engine.name] = engine.search(query)
            times[engine.name].append(perf_counter_ns() - start)
    return answers


def _shuffled(engines: Sequence[Engine], turn: int) -> Sequence[Engine]:
    """Return another order each turn, so that no engine always follows the same one."""
    return Random(turn).sample(engines, len(engines))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Collect before the class and not during it, for every engine alike."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _summary(engine: str, size: int, query_class: str, nanoseconds: list[int]) -> Timing:
    median, p95 = np.percentile(np.array(nanoseconds) / 1e6, (50, 95)).round(4).tolist()
    return Timing(engine, size, query_class, median, p95, len(nanoseconds))
