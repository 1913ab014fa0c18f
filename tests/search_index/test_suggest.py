"""Suggestions read what people type: accents, short forms, articles, beginnings and typos."""

from __future__ import annotations

import time

import pytest

from search_index.suggest import Suggester

TOWNS = [
    ("Saint-Étienne", 172, ["42000"]),
    ("Saint-Étienne-du-Rouvray", 28, ["76800"]),
    ("Strasbourg", 280, ["67000", "67100"]),
    ("Le Havre", 170, ["76600"]),
    ("La Rochelle", 76, ["17000"]),
    ("La Rochelle", 1, ["70120"]),
    ("L'Haÿ-les-Roses", 30, ["94240"]),
    ("Limoges", 132, ["87000"]),
    ("Limoges-Fourches", 1, ["77550"]),
    ("Saint", 2, ["00001"]),
    ("Sainte-Marie", 34, ["97438"]),
    ("Y", 0, ["80190"]),
]
SUGGESTER = Suggester([t[0] for t in TOWNS], [t[1] for t in TOWNS], [t[2] for t in TOWNS])


def _suggest(text: str) -> list[str]:
    return [TOWNS[row][0] for row in SUGGESTER.suggest(text)]


@pytest.mark.parametrize(
    "text", ["Saint-Étienne", "saint etienne", "St-Étienne", "ST ETIENNE", "  saint–étienne "]
)
def test_accents_case_signs_and_short_forms_do_not_matter(text: str) -> None:
    assert _suggest(text) == ["Saint-Étienne", "Saint-Étienne-du-Rouvray"]


def test_the_leading_article_may_be_left_out() -> None:
    assert _suggest("havre") == ["Le Havre"]
    assert _suggest("hay les") == ["L'Haÿ-les-Roses"]
    assert _suggest("l’haÿ") == ["L'Haÿ-les-Roses"]


def test_exact_names_come_before_more_populated_ones() -> None:
    assert _suggest("saint")[0] == "Saint"


def test_beginnings_come_by_weight() -> None:
    assert _suggest("lim") == ["Limoges", "Limoges-Fourches"]


def test_an_unfinished_st_can_be_saint_or_strasbourg() -> None:
    assert _suggest("st")[:2] == ["Strasbourg", "Saint-Étienne"]
    assert _suggest("ste") == ["Sainte-Marie"]


def test_digits_are_the_beginning_of_a_postal_code() -> None:
    assert _suggest("67") == ["Strasbourg"]
    assert _suggest("87 000") == ["Limoges"]
    assert _suggest("76") == ["Le Havre", "Saint-Étienne-du-Rouvray"]


@pytest.mark.parametrize("text", ["", "   ", "---", "’", "99999", "zzz", "²", "saint\x00z"])
def test_nothing_is_suggested_for_nothing(text: str) -> None:
    assert _suggest(text) == []


def test_homonyms_are_all_exact() -> None:
    assert [TOWNS[row][2] for row in SUGGESTER.exact("Rochelle")] == [["17000"], ["70120"]]


@pytest.mark.parametrize("text", ["limgoes", "limoge", "limogges", "lomoges", "LIMOGÉS"])
def test_one_typo_is_forgiven(text: str) -> None:
    found = SUGGESTER.with_one_typo(text) or SUGGESTER.exact(text)
    assert [TOWNS[row][0] for row in found] == ["Limoges"]


def test_short_names_and_digits_have_no_typo() -> None:
    assert SUGGESTER.with_one_typo("x") == []
    assert SUGGESTER.with_one_typo("limog3s") == []


def test_at_most_ten_are_suggested_and_more_can_be_listed() -> None:
    many = Suggester([f"Ville {n}" for n in range(500)], list(range(500)), [[]] * 500)
    assert many.suggest("ville") == list(range(499, 489, -1))
    assert many.suggest("v", limit=3) == [499, 498, 497]
    assert len(many.starting_with("v")) == 500


def test_suggestions_of_frequent_beginnings_are_those_of_a_plain_search() -> None:
    names = [f"{a}{b}{c}" for a in "abc" for b in "abcdefgh" for c in "abcdefghijklmnop"]
    many = Suggester(names, [at * 37 % 97 for at in range(len(names))], [[]] * len(names))
    for prefix in ("a", "b", "ab", "ch", "cha"):
        assert many.suggest(prefix) == many.starting_with(prefix)[:10]


def test_a_place_is_suggested_once_whatever_its_postal_codes() -> None:
    cities = Suggester(["Lyon", "Bron"], [2, 1], [[f"69{n:03d}" for n in range(200)], ["69500"]])
    assert cities.suggest("69") == [0, 1]
    assert cities.suggest("690") == [0]


def test_a_suggestion_takes_a_tenth_of_a_millisecond() -> None:
    names = [f"Saint-{n:05d}-sur-Loire" for n in range(35_000)]
    many = Suggester(names, list(range(35_000)), [[]] * 35_000)
    texts = ["s", "saint", "st", "saint 0", "saint 012", "saint 0123", "saint 01234"] * 30
    times = sorted(_seconds(many, text) for text in texts)
    assert times[len(times) // 2] < 0.000_1


def _seconds(suggester: Suggester, text: str) -> float:
    start = time.perf_counter()
    suggester.suggest(text)
    return time.perf_counter() - start
