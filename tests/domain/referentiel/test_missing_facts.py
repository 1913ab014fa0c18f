"""Taking one fact away: the rules that need it name it, and no other rule changes."""

from __future__ import annotations

from typing import Any

import pytest

from portal.domain.referentiel import Facts, evaluate, facts_from

from .files import HOUSE, LISTENING, PDN, PLACE, REP

RUP = PLACE | {"statut_juridique": "fondation_rup", "fondation_sociale_ou_sanitaire": True}
PAYING = PLACE | {"frais": "participation", "participation_montant": "1.00"}

NEEDED: list[tuple[dict[str, Any], str, str]] = [
    (PLACE, "statut_juridique", "G1"),
    (RUP, "fondation_sociale_ou_sanitaire", "G1"),
    (PLACE, "charte_parentalite_le", "G2"),
    (PLACE, "charte_laicite_le", "G2"),
    (PLACE, "participe_reseau_local", "G3"),
    (PLACE, "partenariats", "G3 L3"),
    (PLACE, "partenariat_large", "L3"),
    (PLACE, "budget", "G4 G5 G6"),
    (REP, "budget", "G4 R1"),
    (PLACE, "lieu_dedie", "L1"),
    (PLACE, "identifiable", "L1"),
    (PLACE, "accueillants", "L2 L12 L13"),
    (PLACE, "protection_enfance_exclusive", "L4"),
    (PLACE, "soutien_parentalite_exclusif", "L4"),
    (PLACE, "missions", "L5"),
    (PLACE, "ouvert_a_tous", "L6"),
    (PLACE, "centre_1000_jours", "L6"),
    (HOUSE, "articulation_acteurs_1000_jours", "L6"),
    (HOUSE, "collectifs_parents", "L6"),
    (PLACE, "tranches_age", "L7"),
    (PLACE, "accompagne_moments_cles", "L7"),
    (PLACE, "frais", "L8"),
    (PAYING, "participation_montant", "L8"),
    (PLACE, "acces_specifique", "L9"),
    (PLACE, "accessibilite_universelle", "L9"),
    (PLACE, "espace_confidentiel", "L10"),
    (PLACE, "espace_collectif", "L10"),
    (PLACE, "espaces_simultanes", "L10"),
    (PLACE, "sites", "L11 L12"),
    (PLACE, "a_partir_du", "L11 L12"),
    (PLACE, "echelle", "L14"),
    (PLACE, "territoire_coherent", "L14"),
    (PLACE, "centre_social_sur_territoire", "L15 L16b"),
    (PLACE, "collabore_referents_avs", "L16b"),
    (PLACE, "services_familles_proches", "L16a"),
    (HOUSE, "partenaires_1000_jours", "L17"),
    (PLACE, "prise_en_compte_handicap", "L18"),
    (PLACE, "projet_ctg", "L19"),
    (PLACE, "projet_sdsf", "L19"),
    (PLACE, "coordination_locale", "L19"),
    (REP, "offres", "R2"),
    (REP, "est_espace_rencontre", "R3"),
    (REP, "partenariat_espaces_rencontre", "R4"),
    (LISTENING, "anonymat", "E1"),
    (LISTENING, "aide_psychologique_urgence", "E1"),
    (LISTENING, "reseau_departemental", "E2"),
    (LISTENING, "professionnels_orientent", "E2"),
    (PDN, "deploiement_engage", "P1"),
    (PDN, "perspective_reelle", "P1"),
    (PDN, "projet_coordination_partage", "P2"),
    (PDN, "coordinateurs_distincts", "P2 P3"),
    (PDN, "projet_commun_et_echanges", "P2"),
]


@pytest.mark.parametrize(("file", "fact", "rules"), NEEDED, ids=[each[1] for each in NEEDED])
def test_the_rules_that_need_a_fact_name_it_and_the_others_stay(
    file: dict[str, Any], fact: str, rules: str
) -> None:
    before = {each.regle: each for each in evaluate(facts_from(file)).constats}
    left = {name: value for name, value in file.items() if name != fact}
    after = {each.regle: each for each in evaluate(facts_from(left)).constats}

    changed = [rule for rule in before if before[rule] != after[rule]]
    assert changed == rules.split()
    assert {after[rule].constat for rule in changed} == {"indetermine"}
    assert all(after[rule].manque == (fact,) for rule in changed)


def test_no_fact_was_forgotten() -> None:
    assert {fact for _, fact, _ in NEEDED} | {"texte", "type"} == set(Facts.model_fields)
