"""Folding: one written form for words that people type in several ways."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o"})
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Return the text in lower case without accents, words separated by one space.

    Apostrophes, hyphens and every other sign become a space: «L’Haÿ-les-Roses» gives
    «l hay les roses».
    """
    lowered = text.lower()
    if not lowered.isascii():
        plain = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES))
        lowered = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_A_WORD.sub(" ", lowered).strip()
