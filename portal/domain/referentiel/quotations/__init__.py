"""The sentences that rules rest on, word for word, with the headings that they stand under.

``docs/referentiel/`` keeps the same sentences for readers; a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.referentiel.quotations.fiche import QUOTED_F
from portal.domain.referentiel.quotations.national_places import QUOTED_R_PLACES
from portal.domain.referentiel.quotations.national_services import QUOTED_R_SERVICES
from portal.domain.referentiel.words import FundingText

_QUOTED = {FundingText.R: {**QUOTED_R_PLACES, **QUOTED_R_SERVICES}, FundingText.F: QUOTED_F}


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of one of the two texts. ``titre`` is its heading, outer ones first."""

    texte: FundingText
    titre: str
    phrase: str


def sources_of(rule: str) -> tuple[Source, ...]:
    """Return every sentence that a rule rests on: those of [R], then those of [F]."""
    return tuple(
        Source(text, passage.titre, passage.phrase)
        for text, quoted in _QUOTED.items()
        for passage in quoted.get(rule, ())
    )
