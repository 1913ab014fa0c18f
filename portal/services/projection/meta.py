"""What the index carries along beside the listings, so that the public needs no database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.vocabulary import Family, Term, Vocabulary
from portal.services.projection.openings import holidays_as_json
from portal.store.school_holidays import list_school_holidays
from portal.store.slugs import map_former_slugs
from portal.store.vocabulary import load_vocabulary

FORMER_SLUGS = "former_slugs"
"""The present slug for each former one; an index of an earlier version has none."""

_CARRIED = {
    "vocabulary": "les mots du vocabulaire",
    "school_holidays": "les vacances scolaires",
    FORMER_SLUGS: "les anciennes adresses des fiches",
}


def carried(session: Session) -> dict[str, Any]:
    """Return what the index carries along, as the database has it now."""
    return {
        "vocabulary": vocabulary_as_json(load_vocabulary(session)),
        "school_holidays": holidays_as_json(list_school_holidays(session)),
        FORMER_SLUGS: map_former_slugs(session),
    }


def differing(session: Session, meta: Mapping[str, Any]) -> Iterator[str]:
    """Yield, in French, what an index carries otherwise than the database has it."""
    for key, value in carried(session).items():
        if _plain(meta.get(key)) != _plain(value):
            yield f"{_CARRIED[key]} ne sont pas les mêmes dans l’index"


def _plain(value: object) -> str:
    return json.dumps(value, sort_keys=True)


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
