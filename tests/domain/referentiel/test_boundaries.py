"""Every rule just under its boundary, at it, over it, and with its fact missing: one row each.

A rule that asks for a yes or a no has nothing beyond the yes; one that asks for a date is either
told or not.
"""

from __future__ import annotations

from typing import Any

import pytest

from portal.domain.referentiel import RULES

from .files import HOUSE, LISTENING, PDN, PLACE, REP, answer, budget, charge, missing, product

Changes = dict[str, Any]
MET, UNMET = "conforme", "non_conforme"
UP, DOWN = (UNMET, MET, MET), (MET, MET, UNMET)
"""What is asked at least, and what is allowed at most."""


def yes(fact: str) -> list[Changes]:
    return [{fact: False}, {fact: True}]


def no(fact: str) -> list[Changes]:
    return [{fact: True}, {fact: False}]


def many(fact: str, *lists: list[Any]) -> list[Changes]:
    return [{fact: each} for each in lists]


def funded(*amounts: str, by: str) -> list[Changes]:
    return [{"budget": budget([], product(amount, by))} for amount in amounts]


def share(etp: str) -> list[Changes]:
    return [{"referent": True, "etp": etp}]


def present(hours: str) -> list[Changes]:
    return [{"forme": True, "presence": hours}]


def opened(*hours: str) -> list[Changes]:
    return [{"sites": [{"code_insee": "87085", "horaires": each}]} for each in hours]


def asked(*amounts: str) -> list[Changes]:
    return [{"budget": budget([charge("10000.00")], product(each))} for each in amounts]


PARTNER, SCHOOL = {"partenaire": "PMI", "nature": "permanences"}, "école"
UNTRAINED, TRAINED = {"forme": False}, {"forme": True}
AGES, MISSIONS, THREE = PLACE["tranches_age"], PLACE["missions"], REP["offres"]
EARLY = HOUSE["partenaires_1000_jours"]
REFUSED = charge("0.01", "benevolat")
STATUSES = [{"statut_juridique": each} for each in ("fondation", "association")]
FEE = PLACE | {"frais": "participation"}
FEES = [{"participation_montant": each} for each in ("1.99", "2.00", "2.01")]
REACHES = [{"echelle": each} for each in ("commune", "epci")]

BOUNDARIES: dict[str, tuple[Changes, list[Changes], tuple[str, ...], str]] = {
    "G1": (PLACE, STATUSES, UP, "statut_juridique"),
    "G2": (PLACE, [{"charte_laicite_le": "2026-01-11"}], (MET,), "charte_laicite_le"),
    "G3": (PLACE, many("partenariats", [], [PARTNER], [PARTNER] * 2), UP, "partenariats"),
    "G4": (PLACE, funded("0.00", "0.01", "0.02", by="msa"), UP, "budget"),
    "G5": (PLACE, asked("7999.99", "8000.00", "8000.01"), DOWN, "budget"),
    "G6": (
        PLACE,
        [{"budget": budget([charge(), *[REFUSED] * refused])} for refused in range(3)],
        (MET, UNMET, UNMET),
        "budget",
    ),
    "L1": (PLACE, yes("lieu_dedie"), UP, "lieu_dedie"),
    "L2": (
        PLACE,
        many("accueillants", [UNTRAINED], [UNTRAINED, TRAINED], [TRAINED, TRAINED]),
        UP,
        "accueillants",
    ),
    "L3": (PLACE, yes("partenariat_large"), UP, "partenariat_large"),
    "L4": (PLACE, no("protection_enfance_exclusive"), UP, "protection_enfance_exclusive"),
    "L5": (
        PLACE,
        many("missions", MISSIONS[1:], MISSIONS, [*MISSIONS, "diagnostic_besoins"]),
        UP,
        "missions",
    ),
    "L6": (PLACE, yes("ouvert_a_tous"), UP, "ouvert_a_tous"),
    "L7": (PLACE, many("tranches_age", AGES[1:], AGES), UP, "tranches_age"),
    "L8": (FEE, FEES, DOWN, "participation_montant"),
    "L9": (PLACE, yes("acces_specifique"), UP, "acces_specifique"),
    "L10": (PLACE, yes("espaces_simultanes"), UP, "espaces_simultanes"),
    "L11": (
        PLACE,
        opened("Mo-Th 10:00-12:00; Fr 10:00-11:59", "Mo-Fr 10:00-12:00", "Mo-Sa 10:00-12:00"),
        UP,
        "sites",
    ),
    "L12": (
        PLACE,
        many(
            "accueillants",
            *map(present, ("Mo-Fr 09:00-11:59", "Mo-Fr 09:00-12:00", "Mo-Fr 08:59-12:01")),
        ),
        UP,
        "accueillants",
    ),
    "L13": (PLACE, many("accueillants", *map(share, ("0.49", "0.5", "0.51"))), UP, "accueillants"),
    "L14": (PLACE, REACHES, UP, "echelle"),
    "L15": (PLACE, no("centre_social_sur_territoire"), UP, "centre_social_sur_territoire"),
    "L16a": (
        PLACE,
        many("services_familles_proches", [], [SCHOOL], [SCHOOL, "crèche"]),
        UP,
        "services_familles_proches",
    ),
    "L16b": (PLACE, yes("collabore_referents_avs"), UP, "collabore_referents_avs"),
    "L17": (
        HOUSE,
        many("partenaires_1000_jours", EARLY[:-1], EARLY),
        UP,
        "partenaires_1000_jours",
    ),
    "L18": (PLACE, yes("prise_en_compte_handicap"), UP, "prise_en_compte_handicap"),
    "L19": (PLACE, yes("projet_ctg"), UP, "projet_ctg"),
    "R1": (REP, funded("0.00", "0.01", "0.02", by="spip"), UP, "budget"),
    "R2": (REP, many("offres", THREE[1:], THREE, [*THREE, "atelier_detenus"]), UP, "offres"),
    "R3": (REP, no("est_espace_rencontre"), UP, "est_espace_rencontre"),
    "R4": (REP, yes("partenariat_espaces_rencontre"), UP, "partenariat_espaces_rencontre"),
    "E1": (LISTENING, yes("anonymat"), UP, "anonymat"),
    "E2": (LISTENING, yes("reseau_departemental"), UP, "reseau_departemental"),
    "P1": (PDN, yes("deploiement_engage"), UP, "deploiement_engage"),
    "P2": (PDN, yes("projet_coordination_partage"), UP, "projet_coordination_partage"),
    "P3": (PDN, no("coordinateurs_distincts"), UP, "coordinateurs_distincts"),
}


def test_every_rule_has_its_row() -> None:
    # E3 tells what may be paid: it asks for nothing.
    assert [*BOUNDARIES] == [rule.id for rule in RULES if rule.id != "E3"]


@pytest.mark.parametrize("rule", BOUNDARIES)
def test_a_rule_turns_at_its_boundary_and_asks_for_what_is_missing(rule: str) -> None:
    file, sides, expected, fact = BOUNDARIES[rule]

    assert tuple(answer(rule, file, **side) for side in sides) == expected[: len(sides)]
    assert missing(rule, file, **{fact: None}) == (fact,)


def test_what_may_be_paid_is_the_same_whatever_a_file_says() -> None:
    assert [answer("E3", file) for file in (LISTENING, LISTENING | {"anonymat": None})] == [
        "sans_objet",
        "sans_objet",
    ]
