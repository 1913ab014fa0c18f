"""Words one typing mistake apart: a dictionary of deletions held in sorted arrays.

Two words are one mistake apart (a letter missing, added, replaced, or two neighbours exchanged)
only if they share a word among themselves and themselves less one letter.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from search_index.schema import FORM_BYTES
from search_index.segment import Typos

SHORTEST_WORD: Final = 5
_PRIME: Final = 0x9E3779B97F4A7C15
_MODULUS: Final = 1 << 64
_POWERS: Final = [pow(_PRIME, i + 1, _MODULUS) for i in range(FORM_BYTES)]
_INVERSE: Final = pow(_PRIME, -1, _MODULUS)
_HIGH_HALF: Final = 32


def build_typos(terms: NDArray[np.bytes_]) -> Typos:
    """Return the dictionary of the forms (sorted, bytes), without those that are too short."""
    lengths = np.char.str_len(terms)
    chosen = np.flatnonzero(lengths >= SHORTEST_WORD - 1)
    hashes = _hashes(terms[chosen])
    kept = np.arange(FORM_BYTES + 1) <= lengths[chosen][:, None]
    owners = np.broadcast_to(chosen[:, None], kept.shape)[kept].astype(np.int32)
    flat = hashes[kept]
    order = np.argsort(flat, kind="stable")
    return Typos(flat[order], owners[order])


def neighbours(typos: Typos, terms: NDArray[np.bytes_], word: str) -> list[str]:
    """Return the forms that are one mistake away from a word, in order."""
    text = word.encode()
    wanted = np.array(_word_hashes(text), dtype=np.uint32)
    first = np.searchsorted(typos.hashes, wanted, side="left")
    last = np.searchsorted(typos.hashes, wanted, side="right")
    found = {
        int(form) for begin, end in zip(first, last, strict=True) for form in typos.form[begin:end]
    }
    candidates = (bytes(terms[form]) for form in sorted(found))
    return [term.decode() for term in candidates if one_mistake_apart(term, text)]


def one_mistake_apart(one: bytes, other: bytes) -> bool:
    """Tell whether the Damerau-Levenshtein distance of two words is at most one."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    longest = max(len(one), len(other))
    return longest <= 1 or (longest == 2 and one == other[::-1])


def _hashes(terms: NDArray[np.bytes_]) -> NDArray[np.uint32]:
    """Return, shape (terms, 33), the hash of each term and of the term less each letter.

    Polynomial modulo 2^64, so that a deletion is a prefix sum plus a suffix sum moved by one power.
    Columns beyond a term's length mean nothing.
    """
    letters = terms.view(np.uint8).reshape(len(terms), FORM_BYTES).astype(np.uint64)
    values = letters * np.array(_POWERS, dtype=np.uint64)
    sums = np.cumsum(values, axis=1, dtype=np.uint64)
    total = sums[:, -1:]
    less_one = sums - values + (total - sums) * np.uint64(_INVERSE)
    every = np.concatenate([total, less_one], axis=1)
    return (every >> np.uint64(_HIGH_HALF)).astype(np.uint32)


def _word_hashes(word: bytes) -> list[int]:
    """Return the same hashes of one word, quicker for one: its own, then less each letter."""
    values = [letter * power for letter, power in zip(word, _POWERS, strict=False)]
    before, after = 0, sum(values)
    hashes = [after % _MODULUS >> _HIGH_HALF]
    for value in values:
        after -= value
        hashes.append((before + after * _INVERSE) % _MODULUS >> _HIGH_HALF)
        before += value
    return hashes
