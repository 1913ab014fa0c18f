"""How alike the names of two places are, so that two listings of one place are noticed.

Two names are compared by the set of their telling words, whatever their order: without articles,
without what nearly every place is called («maison», «laep», «familles»), without the commune.
Where a name has nothing else, the usual words tell after all. The measure is Dice's: twice the
words that both have, over the words of both; a word with a slip of the pen counts for nearly one.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from portal.domain.listing import ListingKind
from search_index.text import fold

Words = frozenset[str]

SIMILAR = 0.6
"""From here on two names are alike: two telling words of three."""

_SMALL = frozenset(fold("à a au aux avec d de des du en et l la le les pour s sur un une").split())
_USUAL = frozenset(fold(" ".join(kind.label for kind in ListingKind)).split()) | frozenset(
    fold(
        "association café caf demonstration enfant enfance famille familles itinérante itinérant "
        "jeunes lieux maisons parent parental parentale petite petits relais soutien"
    ).split()
)
_SAME_WORD = 0.85
_SLIP = 0.9
_LONG_ENOUGH = 5
"""Shorter words that differ by a letter are other words: «mots», «mois»."""


def telling_words(name: str, communes: Words = frozenset()) -> Words:
    """Return the words that tell a place; ``communes`` are the folded words of where it is."""
    words = frozenset(fold(name).split()) - _SMALL
    return words - _USUAL - communes


def usual_words(name: str, communes: Words = frozenset()) -> Words:
    """Return the words of a name that has no telling one."""
    words = frozenset(fold(name).split()) - _SMALL
    return (words - communes) or words


def likeness(mine: Words, theirs: Words) -> float:
    """Return how alike two sets of telling words are, from 0 to 1."""
    if not mine or not theirs:
        return 0.0
    shared = mine & theirs
    left, right = mine - shared, set(theirs - shared)
    slips = 0.0
    for word in sorted(left):
        near = next((other for other in sorted(right) if _same_word(word, other)), None)
        if near:
            right.discard(near)
            slips += _SLIP
    return 2 * (len(shared) + slips) / (len(mine) + len(theirs))


@lru_cache(maxsize=50_000)
def _same_word(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG_ENOUGH:
        return False
    return SequenceMatcher(None, one, other).ratio() >= _SAME_WORD
