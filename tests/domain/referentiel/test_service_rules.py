"""Rules R1 to R4, E1 to E3 and P1 to P3."""

from __future__ import annotations

from typing import Any

import pytest

from .files import LISTENING, PDN, REP, answer, budget, found, missing, product

YES_OR_NO: list[tuple[str, dict[str, Any], str, bool]] = [
    ("R3", REP, "est_espace_rencontre", False),
    ("R4", REP, "partenariat_espaces_rencontre", True),
    ("E1", LISTENING, "anonymat", True),
    ("E1", LISTENING, "aide_psychologique_urgence", True),
    ("E2", LISTENING, "reseau_departemental", True),
    ("E2", LISTENING, "professionnels_orientent", True),
    ("P1", PDN, "deploiement_engage", True),
    ("P1", PDN, "perspective_reelle", True),
    ("P2", PDN, "projet_coordination_partage", True),
    ("P2", PDN, "projet_commun_et_echanges", True),
    ("P3", PDN, "coordinateurs_distincts", False),
]


@pytest.mark.parametrize(
    ("rule", "file", "fact", "wanted"), YES_OR_NO, ids=[f"{r}-{f}" for r, _, f, _ in YES_OR_NO]
)
def test_a_yes_or_no_decides_the_rule(
    rule: str, file: dict[str, Any], fact: str, wanted: bool
) -> None:
    assert answer(rule, file, **{fact: wanted}) == "conforme"
    assert answer(rule, file, **{fact: not wanted}) == "non_conforme"
    assert missing(rule, file, **{fact: None}) == (fact,)


@pytest.mark.parametrize(
    ("products", "expected"),
    [
        ([product("0.00", "spip")], "non_conforme"),
        ([product("0.01", "spip", None)], "conforme"),
        ([product("900.00", "etat")], "non_conforme"),
        ([], "non_conforme"),
    ],
)
def test_the_spip_must_fund_too(products: list[dict[str, Any]], expected: str) -> None:
    assert answer("R1", REP, budget=budget([], *products)) == expected


def test_whether_the_spip_funds_must_be_known() -> None:
    assert missing("R1", REP, budget=None) == ("budget",)
    assert missing("R1", REP, budget={"charges": []}) == ("budget",)
    assert missing("R1", REP, budget=budget([], product(None, "spip"))) == ("budget",)
    assert missing("R1", REP, budget=budget([], product("5.00", None))) == ("budget",)
    assert answer("R1", REP, budget=budget([], product(None, "etat"))) == "non_conforme"


@pytest.mark.parametrize("left_out", REP["offres"])
def test_none_of_the_three_services_may_be_left_out(left_out: str) -> None:
    offers = [offer for offer in REP["offres"] if offer != left_out]
    finding = found("R2", REP, offres=[*offers, "accompagnement_parloir"])

    assert finding.constat == "non_conforme"
    assert finding.mesure.startswith("2 sur 3")
    assert answer("R2", REP, offres=[*REP["offres"], "atelier_detenus"]) == "conforme"
    assert missing("R2", REP, offres=None) == ("offres",)


def test_what_may_be_paid_is_information_and_no_test() -> None:
    finding = found("E3", LISTENING)

    assert (finding.constat, finding.gravite) == ("sans_objet", "recommandation")


def test_one_coordinator_needs_no_common_project() -> None:
    alone = PDN | {"coordinateurs_distincts": False, "projet_commun_et_echanges": None}

    assert answer("P2", alone) == "conforme"
    assert answer("P2", alone, projet_coordination_partage=False) == "non_conforme"
    assert missing("P2", PDN, coordinateurs_distincts=None) == ("coordinateurs_distincts",)
