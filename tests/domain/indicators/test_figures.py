"""Figures of a year: what is missing is never zero, and no item is above its total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.indicators.figures import (
    MOST,
    Change,
    FigureError,
    as_json,
    check,
    compare,
    count_missing,
    figures_from,
    read_figure,
    warnings,
)
from portal.services.indicators.catalogue import load_catalogue

CATALOGUE = load_catalogue()
FAMILIES, ACTIVITIES = "familles_accueillies", "animations_conduites"
FATHERS, TEENAGERS = "profil_peres", "profil_parents_adolescents"
TALKS, WORKSHOPS = "animation_groupe_parole", "animation_atelier_parents_enfants"


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("", None), ("  ", None), ("0", 0), ("12", 12), ("1 200", 1200), ("1\u202f200", 1200)],
)
def test_what_is_typed_is_read_and_nothing_is_not_zero(typed: str, figure: int | None) -> None:
    assert read_figure(typed) == figure


@pytest.mark.parametrize("typed", ["-1", "1,5", "1.200", "douze", "1e3", "²", "9" * 400])
def test_what_is_no_whole_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(FigureError, match="nombre entier"):
        read_figure(typed)


@given(st.dictionaries(st.sampled_from([i.slug for i in CATALOGUE.indicators]), st.integers(0)))
def test_figures_come_back_from_the_database_as_they_were(figures: dict[str, int]) -> None:
    assert figures_from(as_json(figures)) == figures


def test_nothing_at_all_and_zeros_everywhere_are_both_possible() -> None:
    assert check({}, CATALOGUE) == []
    assert check({each.slug: 0 for each in CATALOGUE.indicators}, CATALOGUE) == []


def test_zero_is_an_answer_and_what_is_asked_no_more_is_none() -> None:
    asked = len(CATALOGUE.indicators)
    assert count_missing({}, CATALOGUE) == asked
    assert count_missing({FAMILIES: 0, "ancien": 4}, CATALOGUE) == asked - 1


@pytest.mark.parametrize("figure", [-1, MOST + 1])
def test_a_figure_out_of_bounds_is_named(figure: int) -> None:
    ((slug, message),) = check({FATHERS: figure}, CATALOGUE)
    assert slug == FATHERS
    assert message == "Écrivez un nombre entre 0 et 10\u202f000\u202f000."


def test_an_item_is_never_above_its_total() -> None:
    assert check({FAMILIES: 100, FATHERS: 100}, CATALOGUE) == []
    ((slug, message),) = check({FAMILIES: 100, FATHERS: 101}, CATALOGUE)
    assert slug == FATHERS
    assert "plus que le total, qui est de 100" in message


def test_profiles_may_add_up_above_the_families_since_they_overlap() -> None:
    assert check({FAMILIES: 100, FATHERS: 80, TEENAGERS: 70}, CATALOGUE) == []


def test_what_is_counted_in_one_item_only_never_adds_up_above_the_total() -> None:
    assert check({ACTIVITIES: 100, TALKS: 60, WORKSHOPS: 40}, CATALOGUE) == []
    ((slug, message),) = check({ACTIVITIES: 100, TALKS: 60, WORKSHOPS: 50}, CATALOGUE)
    assert slug == ACTIVITIES
    assert "font 110 en tout, soit 10 de plus" in message


def test_items_whose_total_is_missing_are_taken_as_they_are() -> None:
    assert check({TALKS: 60, FATHERS: 12}, CATALOGUE) == []


def test_what_was_zero_and_what_was_missing_differ_in_a_comparison() -> None:
    changes = {c.indicator.slug: c for c in compare({FAMILIES: 0}, {FATHERS: 3}, CATALOGUE)}
    assert (changes[FAMILIES].value, changes[FAMILIES].before) == (0, None)
    assert (changes[FATHERS].value, changes[FATHERS].before) == (None, 3)
    assert changes[FATHERS].difference is None
    assert changes[FATHERS].share is None


@pytest.mark.parametrize(
    ("value", "before", "difference", "share", "large"),
    [
        (150, 100, 50, 0.5, False),
        (151, 100, 51, 0.51, True),
        (49, 100, -51, -0.51, True),
        (0, 100, -100, -1.0, True),
        (5, 0, 5, None, True),
        (0, 0, 0, None, False),
    ],
)
def test_a_figure_is_told_beside_the_year_before(
    value: int, before: int, difference: int, share: float | None, large: bool
) -> None:
    change = Change(CATALOGUE.totals[0], value, before)
    assert (change.difference, change.share, change.is_large) == (difference, share, large)


def test_a_change_of_more_than_half_is_worth_a_second_look() -> None:
    ((slug, message),) = warnings(
        {FAMILIES: 1200, FATHERS: 10}, {FAMILIES: 500, FATHERS: 12}, CATALOGUE
    )
    assert slug == FAMILIES
    assert message == "500 l’année d’avant, 1\u202f200 cette année."
