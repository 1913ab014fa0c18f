"""The results have the shape that the outside reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench import __main__ as command
from bench.agreement import DisagreementError
from bench.queries import QUERY_CLASSES
from bench.results import geometric_mean, p95_ratios
from bench.run import Contest
from bench.timing import Timing

ENGINES = {"portal", "limit", "tantivy", "sqlite_fts5", "whoosh_naive"}
TIMINGS = [
    Timing("portal", 500, "nearest", 0.1, 0.2, 10),
    Timing("tantivy", 500, "nearest", 0.4, 0.8, 10),
    Timing("portal", 500, "typo_nearest", 0.1, 0.4, 10),
    Timing("tantivy", 500, "typo_nearest", 0.2, 0.4, 10),
    Timing("portal", 5_000, "nearest", 0.1, 9.0, 10),
]


@pytest.fixture(scope="module")
def results(contest: Contest, cache: Path) -> list[Mapping[str, object]]:
    """Return what a quick run writes."""
    file = cache / "results.json"
    effort = command.Effort(queries_per_class=6, edits=3, starts=1)
    command.run([contest.size], file, cache / "measures.json", cache, effort)
    objects: list[Mapping[str, object]] = json.loads(file.read_text(encoding="utf-8"))
    return objects


def test_each_object_has_the_agreed_keys(results: list[Mapping[str, object]]) -> None:
    agreed = {"engine", "size", "query_class", "median_ms", "p95_ms", "n"}
    assert all(result.keys() == agreed for result in results)


def test_every_engine_answers_every_class_that_it_can(
    results: list[Mapping[str, object]],
) -> None:
    pairs = {(result["engine"], result["query_class"]) for result in results}
    without_typos = {"sqlite_fts5", "whoosh_naive"}
    cannot = {(engine, "typo_nearest") for engine in without_typos}
    assert pairs == {(e, c) for e in ENGINES for c in QUERY_CLASSES} - cannot
    assert len(results) == len(pairs)


def test_the_naive_engine_is_asked_five_times(results: list[Mapping[str, object]]) -> None:
    asked = {result["engine"]: result["n"] for result in results}
    assert asked == dict.fromkeys(ENGINES, 6) | {"whoosh_naive": 5}


def test_the_other_measures_are_written_beside(
    results: list[Mapping[str, object]], cache: Path
) -> None:
    measures = json.loads((cache / "measures.json").read_text(encoding="utf-8"))
    names = [measure["measure"] for measure in measures]
    assert results
    assert names == ["first_search", "memory", "edit_visible"]


def test_a_disagreement_ends_with_a_message_and_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def disagree(_sizes: object) -> None:
        raise DisagreementError("limit and portal differ in their totals")

    monkeypatch.setattr(command, "run", disagree)
    assert command.main() == 1
    assert "limit and portal differ in their totals" in capsys.readouterr().err


def test_sizes_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[int]] = []
    monkeypatch.setattr(command, "run", asked.append)
    monkeypatch.setenv("BENCH_SIZES", "500,700")
    assert command.main() == 0
    assert asked == [[500, 700]]


def test_ratios_are_of_the_same_size_and_class() -> None:
    ratios = p95_ratios(TIMINGS, 500, "portal", "tantivy")
    assert ratios == {"nearest": 0.25, "typo_nearest": 1.0}
    assert geometric_mean(ratios) == pytest.approx(0.5)
