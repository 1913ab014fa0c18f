"""All engines answer alike, and a difference is noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bench.agreement import DisagreementError, Referee
from bench.model import Answer, BenchQuery
from bench.queries import QUERY_CLASSES
from bench.run import Contest
from search_index.documents import SiteDocument
from search_index.query import Position, SearchQuery

PARIS = BenchQuery(
    "nearest",
    SearchQuery(position=Position(48.85, 2.35), remote_departements=frozenset({"75"}), facets=()),
)


@pytest.mark.parametrize("query_class", QUERY_CLASSES)
def test_all_engines_agree(
    contest: Contest, sites: Sequence[SiteDocument], query_class: str
) -> None:
    referee = Referee(sites)
    able = [engine for engine in contest.engines if query_class not in engine.unsupported]
    assert len(able) >= 3
    for query in contest.queries[query_class]:
        referee.compare(query, {engine.name: engine.search(query) for engine in able})


@pytest.fixture
def answer(contest: Contest) -> Answer:
    """Return what the first engine finds around Paris."""
    return contest.engines[0].search(PARIS)


def test_another_total_is_a_difference(sites: Sequence[SiteDocument], answer: Answer) -> None:
    other = replace(answer, total=answer.total + 1)
    with pytest.raises(DisagreementError, match="one and other differ in their totals"):
        Referee(sites).compare(PARIS, {"one": answer, "other": other})


def test_a_missing_neighbour_is_a_difference(sites: Sequence[SiteDocument], answer: Answer) -> None:
    other = replace(answer, site_ids=answer.site_ids[1:], distances=answer.distances[1:])
    with pytest.raises(DisagreementError, match="nearest"):
        Referee(sites).compare(PARIS, {"one": answer, "other": other})


def test_a_wrong_distance_is_a_difference(sites: Sequence[SiteDocument], answer: Answer) -> None:
    wrong = replace(answer, distances=tuple(km + 1 for km in answer.distances))
    with pytest.raises(DisagreementError, match="nearest"):
        Referee(sites).compare(PARIS, {"one": wrong, "other": wrong})


def test_other_facet_counts_are_a_difference(sites: Sequence[SiteDocument], answer: Answer) -> None:
    other = replace(answer, facets={"type": {"laep": 1}})
    with pytest.raises(DisagreementError, match="facets"):
        Referee(sites).compare(PARIS, {"one": answer, "other": other})
