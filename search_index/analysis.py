"""From a text to the words that are indexed, and from a word to its stem."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import Stemmer

from search_index.schema import FORM_BYTES
from search_index.text import fold

_STOP_WORDS: Final = """
    a au aux avec c ce ces cet cette d dans de des du elle en et il ils j je l la le les leur leurs
    lui m ma mais me mes mon n ne nos notre nous ou par pas pour qu que qui s sa se ses son sur t ta
    te tes ton tu un une vos votre vous y
"""
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())
"""Words too common to help, and the letters that an elision leaves («l’école» → «l ecole»)."""

_WRITTEN_SHORT: Final = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_MOST_WORDS: Final = 16
_stemmer = Stemmer.Stemmer("french")


def forms(text: str) -> list[str]:
    """Return the words of a text as they are indexed: folded, elisions and stop words left out.

    «St» and «Ste» are read as «saint» and «sainte»; a word is cut after 32 letters.
    """
    return [
        _WRITTEN_SHORT.get(word, word[:FORM_BYTES])
        for word in fold(text).split()
        if word not in STOP_WORDS
    ]


def query_words(text: str) -> tuple[str, ...]:
    """Return the distinct words of a query, in order: the first 16."""
    return tuple(dict.fromkeys(forms(text)))[:_MOST_WORDS]


@lru_cache(maxsize=16_384)
def stem(form: str) -> str:
    """Return the French stem of a folded word."""
    return str(_stemmer.stemWord(form))
