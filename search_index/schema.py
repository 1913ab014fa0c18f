"""The text fields and how much each counts in the relevance of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """How BM25F counts a field.

    A word there counts ``boost`` times; ``length_share`` (0 to 1) says how much a long text
    dilutes each of its words.
    """

    boost: float
    length_share: float


TEXT_FIELDS: Final[Mapping[str, FieldWeight]] = {
    "name": FieldWeight(boost=4.0, length_share=0.5),
    "place": FieldWeight(boost=2.0, length_share=0.3),
    "services": FieldWeight(boost=2.0, length_share=0.6),
    "description": FieldWeight(boost=1.0, length_share=0.75),
}
"""``name``: names, operator, stop; ``place``: commune, address; ``services``: labels, synonyms."""

SATURATION: Final = 1.2
"""BM25F's k1: how fast a repeated word stops adding to the score."""

LISTING_FIELD: Final = "listing"
"""The Whoosh field by which the documents of a listing are replaced."""

FORM_BYTES: Final = 32
"""Longer words are cut there, in texts and in queries alike."""

SORT_NAME_BYTES: Final = 48
"""Folded sort names are compared up to there, then by ``site_id``."""

ROW_BLOCK: Final = 64
"""Rows of a segment are padded to a multiple of it, so that bitmaps join by whole words."""
