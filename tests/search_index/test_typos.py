"""The dictionary of typing mistakes finds all neighbours of a word, and only those."""

from __future__ import annotations

from string import ascii_lowercase

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.typos import build_typos, neighbours, one_mistake_apart

LETTERS = "abc"
WORDS = st.text(LETTERS, min_size=4, max_size=7)


def mistakes(word: str) -> set[str]:
    """Return all words one mistake away, by making every mistake."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return {
        *(a + b[1:] for a, b in halves if b),
        *(a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1),
        *(a + letter + b[1:] for a, b in halves if b for letter in ascii_lowercase),
        *(a + letter + b for a, b in halves for letter in ascii_lowercase),
    }


@settings(deadline=None)
@given(one=WORDS, other=WORDS)
def test_two_words_are_one_mistake_apart_or_equal_as_by_making_every_mistake(
    one: str, other: str
) -> None:
    near = other in mistakes(one) | {one}

    assert one_mistake_apart(one.encode(), other.encode()) == near


@settings(deadline=None)
@given(word=st.text(LETTERS, min_size=5, max_size=7), forms=st.sets(WORDS, max_size=40))
def test_neighbours_are_found_by_deletions(word: str, forms: set[str]) -> None:
    terms = np.array(sorted(form.encode() for form in forms), dtype="S32")

    found = neighbours(build_typos(terms), terms, word)

    assert found == sorted(forms & (mistakes(word) | {word}))


def test_the_longest_words_have_neighbours_too() -> None:
    terms = np.array([b"a" * 32], dtype="S32")

    assert neighbours(build_typos(terms), terms, "a" * 31) == ["a" * 32]
