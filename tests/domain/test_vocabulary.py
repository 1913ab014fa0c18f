"""The vocabulary file and the rules that it must follow."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from portal.domain.labels import LabelledEnum
from portal.domain.listing import Cost, LegalStatus, ListingKind, Mode
from portal.domain.vocabulary import Facet, Family, Vocabulary, VocabularyError, vocabulary_from

FILE = Path(__file__).parents[2] / "seed_data" / "vocabulaire.toml"

SPECIFIED = {
    Family.TYPE: """lieu_ressource maison_1000_jours rep ecoute_distance pdn_coordination laep
        mediation_familiale espace_rencontre centre_social autre_partenaire""",
    Family.MISSION_SOCLE: """information accueil_inconditionnel appui_collectifs_parents
        services_soutien_parentalite""",
    Family.MISSION_COMPLEMENTAIRE: """rencontre_professionnels diffusion_information_acteurs
        diagnostic_besoins appui_methodologique""",
    Family.SERVICE: """ecoute_individuelle groupe_parole mediation_familiale laep espace_rencontre
        clas action_reaap permanence_psychologue permanence_professionnel atelier_parents_enfants
        groupe_naissance preparation_naissance pmi_antenne eveil_artistique_culturel modes_accueil
        guichet_unique ressources_numeriques_1000_jours acces_droits prevention_sante repit
        handicap_accompagnement parents_parlons entretien_parent_enfant_charge
        entretien_parent_incarcere transport_parloir accompagnement_parloir espace_enfants_parloir
        atelier_detenus hebergement_visite""",
    Family.MOMENT_DE_VIE: """arrivee_enfant separation adolescence scolarite handicap incarceration
        isolement_monoparentalite conflit_rupture numerique""",
    Family.PUBLIC: """tous_parents futurs_parents parents_0_3_ans parents_3_6_ans parents_6_11_ans
        parents_adolescents parent_handicap enfant_handicap parents_separes parent_solo
        parent_incarcere entourage professionnels""",
    Family.STATUT_JURIDIQUE: """association fondation_rup fondation collectivite
        prive_gestion_desinteressee prive autre_public""",
    Family.FRAIS: "gratuit participation payant",
    Family.MODE: """sur_place telephone tchat visio courriel domicile sans_rendez_vous
        sur_rendez_vous anonyme""",
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return vocabulary_from(tomllib.loads(FILE.read_text(encoding="utf-8")))


def entry(**changes: object) -> dict[str, Any]:
    base = {"slug": "rep", "famille": "type", "libelle": "Relais", "en_clair": "Garder le lien"}
    return {"terme": [{**base, **changes}]}


@pytest.mark.parametrize("family", Family)
def test_each_family_holds_exactly_the_specified_slugs_in_order(
    vocabulary: Vocabulary, family: Family
) -> None:
    assert [term.slug for term in vocabulary.family(family)] == SPECIFIED[family].split()


def test_the_facet_theme_joins_missions_services_and_life_moments(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.themes()) == 4 + 4 + 29 + 9
    assert vocabulary.slugs(Facet.THEME)[0] == "information"


def test_a_slug_may_be_both_a_kind_and_a_service(vocabulary: Vocabulary) -> None:
    kind, service = vocabulary.get(Family.TYPE, "laep"), vocabulary.theme("laep")
    assert (kind.family, service.family) == (Family.TYPE, Family.SERVICE)


def test_a_term_is_found_in_its_own_family_only(vocabulary: Vocabulary) -> None:
    assert vocabulary.has(Family.MOMENT_DE_VIE, "separation")
    assert not vocabulary.has(Family.SERVICE, "separation")
    assert vocabulary.has_theme("separation")
    assert not vocabulary.has_theme("gratuit")
    with pytest.raises(KeyError, match="separation"):
        vocabulary.get(Family.SERVICE, "separation")


@pytest.mark.parametrize(
    ("enumeration", "family"),
    [
        (ListingKind, Family.TYPE),
        (LegalStatus, Family.STATUT_JURIDIQUE),
        (Cost, Family.FRAIS),
        (Mode, Family.MODE),
    ],
)
def test_the_enumerations_of_a_listing_say_the_same_words(
    vocabulary: Vocabulary, enumeration: type[LabelledEnum], family: Family
) -> None:
    words = {term.slug: term.label for term in vocabulary.family(family)}
    assert {member.value: member.label for member in enumeration} == words


def test_every_family_has_a_french_heading() -> None:
    assert all(family.label[0].isupper() for family in Family)


@pytest.mark.parametrize(
    ("word", "slug"),
    [("parloir", "rep"), ("enceinte", "maison_1000_jours"), ("maison verte", "laep")],
)
def test_what_people_type_leads_to_a_kind(vocabulary: Vocabulary, word: str, slug: str) -> None:
    assert word in vocabulary.get(Family.TYPE, slug).synonyms


def test_what_people_read_uses_typographic_apostrophes(vocabulary: Vocabulary) -> None:
    for term in vocabulary.terms:
        assert "'" not in term.label + term.plain_label + term.definition
        assert not any("'" in synonym for synonym in term.synonyms)


def test_plain_labels_stay_short(vocabulary: Vocabulary) -> None:
    assert max(len(term.plain_label.split()) for term in vocabulary.terms) <= 14


def test_themes_name_data_inclusion_thematics_by_category(vocabulary: Vocabulary) -> None:
    named = {slug for term in vocabulary.terms for slug in term.data_inclusion}
    assert "famille--soutien-a-la-parentalite-et-a-leducation" in named
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*--[a-z]+(-[a-z]+)*", slug) for slug in named)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "at least one"),
        ({"terme": ["rep"]}, "term 1 is not a table"),
        (entry(famille="genre"), "«genre» is not a family"),
        (entry(libelle=" "), "«libelle» is missing or empty"),
        (entry(definition=""), "«definition» is missing or empty"),
        (entry(synonymes="prison"), "«synonymes» is not a list"),
        (entry(synonymes=[1]), "something else than texts"),
        (entry(synonymes=["prison", "prison"]), "repeats prison"),
        (entry(label="Relais"), "unknown keys: label"),
    ],
)
def test_a_badly_formed_file_is_refused_with_the_reason(data: dict[str, Any], message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        vocabulary_from(data)


def test_a_slug_defined_twice_in_a_facet_is_refused() -> None:
    twice = entry(famille="service")["terme"] + entry(famille="moment_de_vie")["terme"]
    with pytest.raises(VocabularyError, match="«rep» is defined 2 times in the facet «theme»"):
        vocabulary_from({"terme": twice})
