"""Rules L14 to L19."""

from __future__ import annotations

import pytest

from .files import HOUSE, PLACE, answer, found, missing

REACHES = [
    ("R", "epci", "conforme"),
    ("R", "commune", "conforme"),
    ("R", "autre", "non_conforme"),
    ("F", "epci", "conforme"),
    ("F", "commune", "non_conforme"),
    ("F", "autre", "non_conforme"),
]


@pytest.mark.parametrize(("text", "reach", "expected"), REACHES)
def test_each_text_prefers_its_own_reach(text: str, reach: str, expected: str) -> None:
    assert answer("L14", PLACE, texte=text, echelle=reach) == expected


def test_the_reach_of_a_commune_depends_on_the_text() -> None:
    assert missing("L14", PLACE, texte=None, echelle="commune") == ("texte",)
    assert answer("L14", PLACE, texte=None, echelle="epci") == "conforme"


def test_the_territory_is_declared_and_only_recommended() -> None:
    finding = found("L14", PLACE, territoire_coherent=False)

    assert (finding.constat, finding.gravite) == ("non_conforme", "recommandation")
    assert missing("L14", PLACE, territoire_coherent=None) == ("territoire_coherent",)
    assert missing("L14", PLACE, echelle=None) == ("echelle",)


def test_files_without_a_social_centre_come_first() -> None:
    finding = found("L15", PLACE, centre_social_sur_territoire=False)

    assert (finding.constat, finding.gravite) == ("conforme", "priorite")
    assert answer("L15", PLACE, centre_social_sur_territoire=True) == "non_conforme"
    assert missing("L15", PLACE, centre_social_sur_territoire=None) == (
        "centre_social_sur_territoire",
    )


def test_one_service_nearby_is_enough() -> None:
    assert found("L16a", PLACE, services_familles_proches=["crèche"]).mesure == "crèche"
    assert answer("L16a", PLACE, services_familles_proches=["crèche", "école"]) == "conforme"
    assert answer("L16a", PLACE, services_familles_proches=["école"]) == "conforme"
    assert answer("L16a", PLACE, services_familles_proches=[]) == "non_conforme"
    assert answer("L16a", PLACE, services_familles_proches=[" "]) == "non_conforme"
    assert missing("L16a", PLACE, services_familles_proches=None) == ("services_familles_proches",)


def test_the_referent_works_with_a_social_centre_where_there_is_one() -> None:
    alone = PLACE | {"centre_social_sur_territoire": False}

    assert answer("L16b", PLACE) == "conforme"
    assert answer("L16b", PLACE, collabore_referents_avs=False) == "non_conforme"
    assert missing("L16b", PLACE, collabore_referents_avs=None) == ("collabore_referents_avs",)
    assert answer("L16b", alone, collabore_referents_avs=None) == "sans_objet"
    assert answer("L16b", alone, collabore_referents_avs=False) == "sans_objet"
    assert missing("L16b", PLACE, centre_social_sur_territoire=None) == (
        "centre_social_sur_territoire",
    )


def test_the_fiche_adds_the_pmi_to_the_partners_of_a_house() -> None:
    without_pmi = HOUSE | {"partenaires_1000_jours": ["petite_enfance", "maternite"]}

    assert answer("L17", HOUSE) == "conforme"
    assert answer("L17", without_pmi, texte="R") == "conforme"
    assert answer("L17", without_pmi, texte="F") == "non_conforme"
    assert missing("L17", without_pmi, texte=None) == ("texte",)
    assert answer("L17", HOUSE, texte=None) == "conforme"
    assert answer("L17", HOUSE, texte="R", partenaires_1000_jours=["pmi"]) == "non_conforme"
    assert missing("L17", HOUSE, partenaires_1000_jours=None) == ("partenaires_1000_jours",)


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ("L18", "prise_en_compte_handicap"),
        ("L19", "projet_ctg"),
        ("L19", "projet_sdsf"),
        ("L19", "coordination_locale"),
    ],
)
def test_a_yes_or_no_decides_the_rule(rule: str, fact: str) -> None:
    assert answer(rule, PLACE, **{fact: True}) == "conforme"
    assert answer(rule, PLACE, **{fact: False}) == "non_conforme"
    assert missing(rule, PLACE, **{fact: None}) == (fact,)
