"""Building postings: from occurrences of words to terms, rows and BM25F weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_index.analysis import stem
from search_index.schema import FORM_BYTES, SATURATION, TEXT_FIELDS
from search_index.segment import Postings

_TERM = np.dtype(f"S{FORM_BYTES}")


@dataclass(frozen=True, slots=True)
class Occurrences:
    """How often each form occurs in one field of each row: three arrays of equal length."""

    terms: NDArray[np.bytes_]
    rows: NDArray[np.int32]
    counts: NDArray[np.float32]

    def lengths(self, size: int) -> NDArray[np.float64]:
        """Return the number of words of the field in each of ``size`` rows."""
        return np.bincount(self.rows, self.counts, minlength=size).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Piece:
    """Postings to join: ``codes`` number the terms of the result."""

    codes: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]


def mean_lengths(fields: Mapping[str, Occurrences], count: int) -> dict[str, float]:
    """Return the mean number of words of each field over ``count`` sites, at least one word."""
    return {
        name: max(1.0, float(found.counts.sum()) / max(1, count)) for name, found in fields.items()
    }


def form_and_stem_postings(
    fields: Mapping[str, Occurrences], size: int, means: Mapping[str, float]
) -> tuple[Postings, Postings]:
    """Return the postings of the forms and those of their stems, all fields together.

    The weight of a term in a row is BM25F's, without the rarity of the term: the occurrences in
    each field, times its boost and divided by its relative length, are added, then saturated.
    """
    every = np.concatenate([found.terms for found in fields.values()])
    terms, codes = np.unique(every.astype(_TERM), return_inverse=True)
    rows = np.concatenate([found.rows for found in fields.values()])
    amounts = np.concatenate(
        [_amounts(name, found, size, means[name]) for name, found in fields.items()]
    )
    stems, stem_of_form = np.unique(
        np.array([stem(term.decode()).encode() for term in terms.tolist()], dtype=_TERM),
        return_inverse=True,
    )
    return (
        _saturated(join(terms, [Piece(codes, rows, amounts)])),
        _saturated(join(stems, [Piece(stem_of_form[codes], rows, amounts)])),
    )


def join(terms: NDArray[np.bytes_], pieces: Sequence[Piece]) -> Postings:
    """Return the postings of all pieces, by term then row; weights of equal pairs are added.

    Terms that no piece holds are left out.
    """
    codes = np.concatenate([piece.codes for piece in pieces])
    rows = np.concatenate([piece.rows for piece in pieces])
    weights = np.concatenate([piece.weights for piece in pieces])
    keys = codes << 32 | rows
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    sums = np.add.reduceat(weights[order], first) if len(first) else weights[:0]
    present, starts = np.unique(keys[first] >> 32, return_index=True)
    return Postings(
        terms[present],
        np.append(starts, len(first)).astype(np.int64),
        (keys[first] & 0xFFFFFFFF).astype(np.int32),
        sums.astype(np.float32),
    )


def _amounts(name: str, found: Occurrences, size: int, mean: float) -> NDArray[np.float32]:
    weight = TEXT_FIELDS[name]
    relative = found.lengths(size)[found.rows] / mean
    dilution = 1 - weight.length_share + weight.length_share * relative
    return (weight.boost * found.counts / dilution).astype(np.float32)


def _saturated(postings: Postings) -> Postings:
    weights = postings.weights * (SATURATION + 1) / (SATURATION + postings.weights)
    return Postings(postings.terms, postings.start, postings.rows, weights.astype(np.float32))
