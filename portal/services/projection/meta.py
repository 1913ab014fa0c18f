"""What the index carries along beside the listings, so that the public needs no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from portal.domain.vocabulary import Family, Term, Vocabulary

FORMER_SLUGS = "former_slugs"
"""The present slug for each former one; an index of an earlier version has none."""


def vocabulary_as_json(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Return the terms as JSON values."""
    return [asdict(term) for term in vocabulary.terms]


def vocabulary_in(meta: Mapping[str, Any]) -> Vocabulary:
    """Return the vocabulary that an index was built with."""
    return Vocabulary(tuple(_term(values) for values in meta["vocabulary"]))


def _term(values: Mapping[str, Any]) -> Term:
    return Term(
        **{
            **values,
            "family": Family(values["family"]),
            "synonyms": tuple(values["synonyms"]),
            "data_inclusion": tuple(values["data_inclusion"]),
        }
    )
