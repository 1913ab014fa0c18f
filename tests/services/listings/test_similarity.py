"""Names of places: what tells them, and how alike they are."""

from __future__ import annotations

import pytest

from portal.services.listings.similarity import SIMILAR, likeness, telling_words, usual_words

LIMOGES = frozenset({"limoges"})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("LAEP La Ritournelle", {"ritournelle"}),
        ("Lieu d’accueil enfants-parents « La Ritournelle » de Limoges", {"ritournelle"}),
        ("Maison des familles", set()),
        ("Relais Parent’Aise (démonstration)", {"aise"}),
    ],
)
def test_a_place_is_told_by_the_words_that_others_have_not(name: str, words: set[str]) -> None:
    assert telling_words(name, LIMOGES) == words


def test_a_name_of_usual_words_alone_is_told_by_them() -> None:
    assert usual_words("Maison des familles de Limoges", LIMOGES) == {"maison", "familles"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LAEP La Ritournelle", "Laep «la ritournelle»"),
        ("Laep La Ritournelle", "Lieu d’accueil enfants-parents la Ritournele"),
        ("Les Pâtes au beurre", "Le Fil des pâtes au beurre"),
        ("Café des parents Tilleul", "Tilleul, le café-parents"),
    ],
)
def test_names_of_one_place_are_alike(one: str, other: str) -> None:
    assert likeness(telling_words(one), telling_words(other)) >= SIMILAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Laep Les Petits Pas", "Laep Les Premiers Mots"),
        ("Maison des Lilas", "Maison des Tilleuls"),
        ("Centre social du Roc", "Centre social du Lac"),
        ("Laep Ritournelle", "Maison des parents"),
    ],
)
def test_names_of_two_places_are_not(one: str, other: str) -> None:
    assert likeness(telling_words(one), telling_words(other)) < SIMILAR
