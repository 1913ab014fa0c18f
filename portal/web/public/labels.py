"""Labels: the words of the vocabulary ready for pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.domain.listing import NATIONAL
from portal.domain.territory import Territory
from portal.domain.vocabulary import Facet, Family, Vocabulary
from portal.web.public.languages import translated

_MISSIONS = (Family.MISSION_SOCLE, Family.MISSION_COMPLEMENTAIRE)


@dataclass(frozen=True)
class Labels:
    """The label of each slug: kinds in the words of the texts, the rest in plain ones."""

    kinds: Mapping[str, str]
    kinds_plain: Mapping[str, str]
    themes: Mapping[str, str]
    publics: Mapping[str, str]
    departements: Mapping[str, str]
    missions: frozenset[str]
    """The themes that speak to professionals: cards and filters put the others first."""


def labels_of(vocabulary: Vocabulary, territory: Territory) -> Labels:
    """Return the labels of a vocabulary and of the départements, in the language of the page."""
    departements = {code: f"{d.name} ({code})" for code, d in territory.departements.items()}
    return Labels(
        kinds={term.slug: translated(term.label) for term in vocabulary.facet(Facet.TYPE)},
        kinds_plain=_plain(vocabulary, Facet.TYPE),
        themes=_plain(vocabulary, Facet.THEME),
        publics=_plain(vocabulary, Facet.PUBLIC),
        departements=departements | {NATIONAL: str(_("Toute la France"))},
        missions=frozenset(term.slug for family in _MISSIONS for term in vocabulary.family(family)),
    )


def _plain(vocabulary: Vocabulary, facet: Facet) -> Mapping[str, str]:
    return {term.slug: translated(term.plain_label) for term in vocabulary.facet(facet)}
