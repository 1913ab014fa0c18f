"""Bitmaps over rows: 64 rows to a word, the first row in the lowest bit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bitmap = NDArray[np.uint64]
Flags = NDArray[np.bool_]


def pack(flags: Flags) -> Bitmap:
    """Return the flags as a bitmap; their last axis is a multiple of 64."""
    return np.packbits(flags, axis=-1, bitorder="little").view(np.uint64)


def unpack(bitmap: Bitmap) -> Flags:
    """Return a bitmap as flags, one byte per row."""
    return np.unpackbits(bitmap.view(np.uint8), axis=-1, bitorder="little").view(np.bool_)


def flags_of(bitmaps: Bitmap, rows: NDArray[np.intp]) -> Flags:
    """Return the flags of a few rows, for each of the bitmaps."""
    words: Bitmap = bitmaps[:, rows >> 6]
    return (words >> (rows & 63).astype(np.uint64) & np.uint64(1)).astype(np.bool_)
