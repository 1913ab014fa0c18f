"""Which words find which places."""

from __future__ import annotations

import pytest

from search_index.query import Position, SearchQuery
from search_index.writer import IndexWriter
from tests.search_index.conftest import Build
from tests.search_index.places import named


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Médiation familiale", "mediation"),
        ("Médiation familiale", "MÉDIATIONS FAMILIALES"),
        ("L’école des parents", "l'ecole"),
        ("L’école des parents", "écoles du parent"),
        ("Saint-Étienne", "st etienne"),
        ("St Étienne", "saint-etienne"),
        ("Cœur d’enfants", "coeur enfant"),
        ("Parentalité", "par"),
        ("Parentalité", "parentali"),
        ("75011 Paris", "750"),
        ("Appelez le 3919", "3919"),
    ],
)
def test_a_place_is_found_whatever_the_accents_the_number_or_the_ending(
    build: Build, written: str, asked: str
) -> None:
    assert build(named(1, written)).search(SearchQuery(words=asked)).total == 1


@pytest.mark.parametrize("asked", ["médaition", "mdiation", "mediattion", "nediation", "mediatoin"])
def test_one_typing_mistake_is_forgiven_the_first_letter_included(build: Build, asked: str) -> None:
    assert build(named(1, "médiation")).search(SearchQuery(words=asked)).total == 1


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("lieu", "lieo"),
        ("médiation", "mdeiatoin"),
        ("35000", "35001"),
        ("parents", "pa"),
        ("rue", "ruelle"),
    ],
)
def test_short_words_numbers_and_two_mistakes_are_not_forgiven(
    build: Build, written: str, asked: str
) -> None:
    assert build(named(1, written)).search(SearchQuery(words=asked)).total == 0


def test_a_mistake_is_supposed_only_where_nothing_matches_as_written(build: Build) -> None:
    index = build(named(1, "poisson"), named(2, "boisson"))

    assert [hit.site_id for hit in index.search(SearchQuery(words="poisson")).hits] == [1]
    assert index.search(SearchQuery(words="noisson")).total == 2


def test_a_mistake_is_supposed_again_when_the_last_place_that_matched_is_gone(
    build: Build, writer: IndexWriter
) -> None:
    index = build(named(1, "poisson"), named(2, "boisson"))
    writer.apply([], removed=[1], revision=2)
    index.refresh()

    assert [hit.site_id for hit in index.search(SearchQuery(words="poisson")).hits] == [2]
    assert index.expand("poisson") == [("stem", "boisson")]


def test_all_words_must_match_in_any_field(build: Build) -> None:
    index = build(named(1, "médiation", place="Rennes"), named(2, "médiation", place="Brest"))

    assert [hit.site_id for hit in index.search(SearchQuery(words="rennes médiation")).hits] == [1]
    assert index.search(SearchQuery(words="rennes brest")).total == 0


@pytest.mark.parametrize("asked", ["de la", "l'", "!?", "   "])
def test_a_query_of_stop_words_or_signs_asks_nothing(build: Build, asked: str) -> None:
    assert build(named(1, "parents")).search(SearchQuery(words=asked)).total == 1


def test_a_name_counts_more_than_a_description_and_an_exact_word_more_than_a_beginning(
    build: Build,
) -> None:
    index = build(
        named(1, "Maison", description="un lieu pour parler de la prison"),
        named(2, "Prison"),
        named(3, "Prisonnier"),
    )

    assert [hit.site_id for hit in index.search(SearchQuery(words="prison")).hits] == [2, 1, 3]


def test_a_rare_word_counts_more_than_a_frequent_one(build: Build) -> None:
    frequent = [named(i, "maison accueil") for i in range(10, 30)]
    index = build(
        *frequent, named(1, "maison maison maison prison"), named(2, "maison prison prison")
    )

    assert [hit.site_id for hit in index.search(SearchQuery(words="maison prison")).hits] == [2, 1]


def test_equal_scores_come_by_site_id(build: Build) -> None:
    index = build(*(named(i, "prison") for i in (5, 3, 9, 1)))

    assert [hit.site_id for hit in index.search(SearchQuery(words="prison")).hits] == [1, 3, 5, 9]


def test_an_edit_does_not_change_the_score_of_what_stays(build: Build, writer: IndexWriter) -> None:
    index = build(*(named(i, "prison") for i in (1, 2, 3)))
    writer.apply([named(2, "prison")], removed=[], revision=2)
    index.refresh()

    assert [hit.site_id for hit in index.search(SearchQuery(words="prison")).hits] == [1, 2, 3]


def test_words_and_position_give_the_nearest_that_match(build: Build) -> None:
    index = build(named(1, "prison"), named(2, "maison"))

    page = index.search(SearchQuery(words="maison", position=Position(48, 2)))

    assert [hit.site_id for hit in page.hits] == [2]


def test_expanding_a_word_spells_out_what_it_stands_for(build: Build) -> None:
    index = build(named(1, "Parents, parentalité, parc"))

    assert index.expand("parent") == [
        ("stem", "parent"),
        ("form", "parentalite"),
        ("form", "parents"),
    ]
    assert index.expand("barents") == [("stem", "parent")]
    assert index.expand("xyzxyz") == []
