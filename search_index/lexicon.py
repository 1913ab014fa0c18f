"""Looking words up in the postings of one segment."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from search_index.segment import Postings, Segment
from search_index.typos import neighbours

SHORTEST_PREFIX: Final = 3
_AFTER_LETTERS: Final = b"\x7f"


def stem_slice(segment: Segment, stem: str) -> slice:
    """Return which postings of the segment's stems are those of a stem."""
    key, terms = stem.encode(), segment.stems.terms
    place = bisect_left(terms, key)
    if place == len(terms) or terms[place] != key:
        return slice(0, 0)
    return _postings(segment.stems, place, place + 1)


def prefix_slice(segment: Segment, word: str) -> slice:
    """Return which postings of the segment's forms are those of the forms that begin so."""
    return _postings(segment.forms, *prefix_range(segment, word))


def prefix_range(segment: Segment, word: str) -> tuple[int, int]:
    """Return the numbers of the forms that a word begins: first, and last plus one."""
    if len(word) < SHORTEST_PREFIX:
        return 0, 0
    key, terms = word.encode(), segment.forms.terms
    first = bisect_left(terms, key)
    return first, bisect_left(terms, key + _AFTER_LETTERS, lo=first)


def typo_forms(segment: Segment, word: str) -> list[str]:
    """Return the forms of the segment that are one mistake away from a word."""
    return neighbours(segment.typos, segment.forms.terms, word)


def _postings(postings: Postings, first: int, last: int) -> slice:
    return slice(int(postings.start[first]), int(postings.start[last]))
