"""The facts of a file that are one question each, by theme: only those that its rules read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wtforms import Field

from portal.domain.french import NBSP
from portal.domain.listing import Cost, LegalStatus, ListingKind
from portal.domain.referentiel import Facts, FundingText, Rule, label
from portal.domain.referentiel.words import AgeBand, EarlyPartner, Mission, Reach
from portal.services.dossiers.asked import asked_of, readers
from portal.web.admin.forms.dossier_fact_fields import (
    DayField,
    EurosField,
    LinesField,
    NetworkField,
    WordField,
    WordsField,
    YesNoField,
)
from portal.web.admin.forms.part import PartForm

_THREE_SERVICES = {
    "entretien_parent_enfant_charge": "Entretiens avec le parent en charge de l’enfant",
    "entretien_parent_incarcere": "Entretiens avec le parent incarcéré",
    "transport_parloir": "Transport des enfants jusqu’au parloir",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Facts that are asked together; ``id`` is its anchor."""

    id: str
    title: str
    facts: tuple[str, ...]


THEMES = (
    Theme(
        "gestionnaire",
        "Gestionnaire",
        (
            "statut_juridique",
            "fondation_sociale_ou_sanitaire",
            "charte_parentalite_le",
            "charte_laicite_le",
            "participe_reseau_local",
        ),
    ),
    Theme(
        "projet",
        "Projet",
        (
            "lieu_dedie",
            "identifiable",
            "soutien_parentalite_exclusif",
            "protection_enfance_exclusive",
            "missions",
            "partenariat_large",
            "partenaires_1000_jours",
            "offres",
            "est_espace_rencontre",
            "partenariat_espaces_rencontre",
            "anonymat",
            "aide_psychologique_urgence",
            "reseau_departemental",
            "professionnels_orientent",
            "deploiement_engage",
            "perspective_reelle",
            "projet_coordination_partage",
            "coordinateurs_distincts",
            "projet_commun_et_echanges",
        ),
    ),
    Theme(
        "public",
        "Accueil",
        (
            "ouvert_a_tous",
            "centre_1000_jours",
            "articulation_acteurs_1000_jours",
            "collectifs_parents",
            "tranches_age",
            "accompagne_moments_cles",
            "frais",
            "participation_montant",
            "prise_en_compte_handicap",
        ),
    ),
    Theme(
        "locaux",
        "Locaux",
        (
            "acces_specifique",
            "accessibilite_universelle",
            "espace_confidentiel",
            "espace_collectif",
            "espaces_simultanes",
        ),
    ),
    Theme(
        "territoire",
        "Territoire",
        (
            "echelle",
            "territoire_coherent",
            "centre_social_sur_territoire",
            "collabore_referents_avs",
            "services_familles_proches",
            "projet_ctg",
            "projet_sdsf",
            "coordination_locale",
        ),
    ),
)
"""The themes of the form, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Question:
    """A field of the page, and the rules that read it."""

    fact: str
    field: Field
    rules: tuple[Rule, ...]

    @property
    def only_under(self) -> FundingText | None:
        """The one text under which a rule reads it; None: under both."""
        texts = {text for rule in self.rules for text in rule.texts}
        return texts.pop() if len(texts) == 1 else None


class FactsForm(PartForm):
    """The questions of a type of listing. Made by ``facts_form``."""

    kind: ListingKind
    before: Facts

    def know(self, before: Facts) -> None:
        """Take the facts as they were; what is not asked of them stays."""
        self.before = before
        for field in self:
            if isinstance(field, WordsField):
                field.know(getattr(before, field.short_name))

    @property
    def themes(self) -> Iterator[tuple[Theme, list[Question]]]:
        """Yield the themes that ask something, with their questions."""
        for theme in THEMES:
            asked = [fact for fact in theme.facts if fact in self._fields]
            if asked:
                yield theme, [Question(f, self[f], readers(f, self.kind)) for f in asked]

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check every field; messages say which one they are about."""
        good = bool(super().validate(extra_validators))
        for field in self:
            field.errors = [f"{field.label.text}{NBSP}: {each}" for each in field.errors]
        return good

    def changes(self) -> dict[str, Any]:
        """Return the facts that were typed, once they are valid."""
        return {field.short_name: field.value for field in self}


@lru_cache
def facts_form(kind: ListingKind) -> type[FactsForm]:
    """Return the form that asks what the rules of a type read."""
    asked = asked_of(kind)
    every = [fact for theme in THEMES for fact in theme.facts if fact in asked]
    fields = {fact: _field(fact) for fact in every}
    return type("FactsForm", (FactsForm,), {"kind": kind, **fields})


def facts_data(facts: Facts, kind: ListingKind) -> dict[str, Any]:
    """Return facts as the data of their form."""
    asked = [(field.short_name, field) for field in facts_form(kind)()]
    return {name: field.shown(getattr(facts, name)) for name, field in asked}


def _field(fact: str) -> Field:
    words = label(fact)
    if fact in _ONE_WORD:
        return WordField(words, _ONE_WORD[fact])
    if fact in _WORDS:
        return WordsField(words, _WORDS[fact])
    return _OTHERS.get(fact, YesNoField)(words)


def _labels(*pairs: tuple[str, str]) -> Mapping[str, str]:
    return {slug: words[:1].upper() + words[1:] for slug, words in pairs}


_ONE_WORD = {"statut_juridique": LegalStatus, "frais": Cost, "echelle": Reach}
_WORDS = {
    "missions": _labels(*((each.value, each.label) for each in Mission)),
    "tranches_age": _labels(*((each.value, each.label) for each in AgeBand)),
    "partenaires_1000_jours": _labels(*((each.value, each.label) for each in EarlyPartner)),
    "offres": _THREE_SERVICES,
}
_OTHERS: Mapping[str, Any] = {
    "charte_parentalite_le": DayField,
    "charte_laicite_le": DayField,
    "participe_reseau_local": NetworkField,
    "participation_montant": EurosField,
    "services_familles_proches": LinesField,
}
