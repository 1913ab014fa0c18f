"""Sums of indicators: of those who answered, never completed with zeros."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.indicators.aggregates import (
    Answer,
    Point,
    Response,
    counted,
    response,
    total,
    trend,
)
from portal.domain.indicators.areas import Place
from portal.domain.indicators.catalogue import Indicator
from portal.domain.indicators.progress import Progress
from portal.domain.listing import ListingKind

P = Progress
FAMILIES = Indicator(slug="familles", libelle="Familles")
SAID = st.dictionaries(
    st.integers(0, 20), st.dictionaries(st.just("familles"), st.integers(0, 1000)), max_size=15
)

Said = Mapping[int, Mapping[str, int]]


def _answer(number: int, progress: Progress, **figures: int) -> Answer:
    return Answer(Place(number, f"Lieu {number}", ListingKind.REP, "", ()), progress, figures)


FIVE = [
    _answer(1, P.VALIDE, familles=10),
    _answer(2, P.SAISI, familles=5),
    _answer(3, P.COMMENCE, familles=1000),
    _answer(4, P.DEMANDE),
    _answer(5, P.MANQUANT),
]


def test_places_are_counted_by_how_far_they_are() -> None:
    found = response(FIVE)
    assert found == Response(places=5, asked=4, entered=2, validated=1)
    assert found.missing == 3
    assert response([]) == Response(0, 0, 0, 0)


def test_only_what_is_validated_counts_unless_what_waits_is_wanted() -> None:
    assert counted(FIVE, waiting=False) == {1: {"familles": 10}}
    assert counted(FIVE, waiting=True) == {1: {"familles": 10}, 2: {"familles": 5}}
    assert response(FIVE).counted(waiting=False) == 1
    assert response(FIVE).counted(waiting=True) == 2


def test_a_figure_that_nobody_gave_is_missing_and_not_zero() -> None:
    found = total(FAMILIES, {1: {}, 2: {"autre": 4}}, {})
    assert (found.value, found.answers) == (None, 0)


def test_a_zero_that_was_given_is_an_answer() -> None:
    found = total(FAMILIES, {1: {"familles": 0}, 2: {}}, {})
    assert (found.value, found.answers) == (0, 1)


def test_two_years_are_compared_over_the_places_that_answered_both() -> None:
    now = {1: {"familles": 10}, 2: {"familles": 20}, 3: {"familles": 70}}
    before = {2: {"familles": 16}, 3: {}, 4: {"familles": 500}}
    found = total(FAMILIES, now, before)
    assert (found.value, found.answers, found.both) == (100, 3, 1)
    assert (found.same.value, found.same.before, found.same.difference) == (20, 16, 4)
    assert found.same.share == 0.25


def test_without_a_place_in_both_years_there_is_nothing_to_compare() -> None:
    found = total(FAMILIES, {1: {"familles": 10}}, {2: {"familles": 9}})
    assert (found.both, found.same.value, found.same.difference) == (0, None, None)


def test_five_years_say_how_many_places_each_adds_up() -> None:
    years = {
        2024: (3, {1: {"familles": 2}, 2: {"familles": 3}}),
        2023: (0, {}),
        2025: (3, {1: {}}),
    }
    assert trend(FAMILIES, years) == (
        Point(2023, None, 0, 0),
        Point(2024, 5, 2, 3),
        Point(2025, None, 0, 3),
    )


@given(SAID, SAID)
def test_a_total_is_what_its_places_said(now: Said, before: Said) -> None:
    found = total(FAMILIES, now, before)
    said = [figures["familles"] for figures in now.values() if figures]
    assert found.answers == len(said)
    assert found.value == (sum(said) if said else None)
    assert found.both <= found.answers
    assert (found.same.value is None) == (found.both == 0)
    assert (found.same.value or 0) <= (found.value or 0)
