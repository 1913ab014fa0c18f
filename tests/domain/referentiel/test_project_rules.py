"""Rules L1 to L8."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from portal.domain.referentiel import RuleSettings

from .files import HOUSE, PLACE, answer, found, missing

BOTH_SIDES = [
    ("L1", "lieu_dedie", True),
    ("L1", "identifiable", True),
    ("L3", "partenariat_large", True),
    ("L4", "protection_enfance_exclusive", False),
    ("L4", "soutien_parentalite_exclusif", True),
    ("L6", "ouvert_a_tous", True),
    ("L7", "accompagne_moments_cles", True),
]


@pytest.mark.parametrize(("rule", "fact", "wanted"), BOTH_SIDES)
def test_a_yes_or_no_decides_the_rule(rule: str, fact: str, wanted: bool) -> None:
    assert answer(rule, PLACE, **{fact: wanted}) == "conforme"
    assert answer(rule, PLACE, **{fact: not wanted}) == "non_conforme"
    assert missing(rule, PLACE, **{fact: None}) == (fact,)


def test_one_condition_that_fails_is_enough_whatever_is_missing() -> None:
    finding = found("L1", PLACE, lieu_dedie=False, identifiable=None)

    assert (finding.constat, finding.manque) == ("non_conforme", ())


def person(*, trained: bool | None) -> dict[str, Any]:
    return {"poste": "Accueillante", "forme": trained}


def test_one_trained_person_is_enough() -> None:
    untrained, trained, unsaid = (person(trained=each) for each in (False, True, None))

    assert answer("L2", PLACE, accueillants=[untrained, unsaid, trained]) == "conforme"
    assert answer("L2", PLACE, accueillants=[untrained]) == "non_conforme"
    assert answer("L2", PLACE, accueillants=[]) == "non_conforme"
    assert missing("L2", PLACE, accueillants=[untrained, unsaid]) == ("accueillants",)
    assert missing("L2", PLACE, accueillants=None) == ("accueillants",)


def test_a_broad_partnership_has_partners() -> None:
    assert answer("L3", PLACE, partenariats=[]) == "non_conforme"
    assert missing("L3", PLACE, partenariats=None) == ("partenariats",)


def test_a_project_of_child_protection_only_reads_its_own_sentence() -> None:
    finding = found("L4", PLACE, protection_enfance_exclusive=True)

    assert finding.constat == "non_conforme"
    assert finding.source.phrase.endswith("ne sont pas éligibles à ce fonds.")


def test_all_four_core_missions_are_needed() -> None:
    three = PLACE["missions"][1:]
    finding = found("L5", PLACE, missions=[*three, "diagnostic_besoins"])

    assert finding.constat == "non_conforme"
    assert finding.mesure.replace("\u00a0", " ") == "3 sur 4 ; il manque l’information"
    assert answer("L5", PLACE, missions=[*PLACE["missions"], "diagnostic_besoins"]) == "conforme"
    assert answer("L5", PLACE, missions=[]) == "non_conforme"
    assert missing("L5", PLACE, missions=None) == ("missions",)


@pytest.mark.parametrize("file", [HOUSE, PLACE | {"centre_1000_jours": True}])
def test_a_place_centred_on_1000_days_needs_links_and_groups(file: dict[str, Any]) -> None:
    met = {"articulation_acteurs_1000_jours": True, "collectifs_parents": True}

    assert answer("L6", file | met, ouvert_a_tous=False) == "conforme"
    assert answer("L6", file | met, collectifs_parents=False) == "non_conforme"
    assert answer("L6", file | met, articulation_acteurs_1000_jours=False) == "non_conforme"
    assert missing("L6", file | met, collectifs_parents=None) == ("collectifs_parents",)


@pytest.mark.parametrize("fact", ["articulation_acteurs_1000_jours", "collectifs_parents"])
@pytest.mark.parametrize("text", ["R", "F"])
def test_a_place_centred_on_1000_days_reads_its_own_sentence(text: str, fact: str) -> None:
    finding = found("L6", HOUSE, texte=text, **{fact: False})

    assert "groupes naissances" in finding.source.phrase
    assert "groupes naissances" not in found("L6", PLACE, texte=text).source.phrase


def test_whether_a_place_is_centred_must_be_known() -> None:
    assert missing("L6", PLACE, centre_1000_jours=None) == ("centre_1000_jours",)
    unsaid = missing("L6", PLACE, centre_1000_jours=None, ouvert_a_tous=None)
    assert set(unsaid) == {"centre_1000_jours", "ouvert_a_tous"}
    assert answer("L6", HOUSE, centre_1000_jours=None) == "conforme"


@pytest.mark.parametrize("left_out", ["0_3", "3_6", "6_11", "adolescence"])
def test_continuity_has_no_gap_between_ages(left_out: str) -> None:
    ages = [age for age in PLACE["tranches_age"] if age != left_out]

    assert answer("L7", PLACE, tranches_age=ages) == "non_conforme"
    assert answer("L7", HOUSE, tranches_age=ages) == "sans_objet"
    assert missing("L7", PLACE, tranches_age=None) == ("tranches_age",)
    assert missing("L7", PLACE, tranches_age=ages, centre_1000_jours=None) == ("centre_1000_jours",)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("1.99", "conforme"), ("2.00", "conforme"), ("2.01", "non_conforme")],
)
def test_a_contribution_is_symbolic_up_to_the_threshold(amount: str, expected: str) -> None:
    assert answer("L8", PLACE, frais="participation", participation_montant=amount) == expected


def test_the_symbolic_contribution_is_a_setting() -> None:
    generous = replace(RuleSettings(), symbolic_contribution=Decimal("3.00"))
    changes = {"frais": "participation", "participation_montant": "3.00"}

    assert found("L8", PLACE, generous, **changes).constat == "conforme"
    assert "3,00" in found("L8", PLACE, generous, **changes).attendu


def test_free_is_met_paid_is_not_and_the_rest_cannot_tell() -> None:
    assert answer("L8", PLACE, frais="gratuit") == "conforme"
    assert answer("L8", PLACE, frais="payant", participation_montant="1.00") == "non_conforme"
    assert missing("L8", PLACE, frais=None) == ("frais",)
    assert missing("L8", PLACE, frais="participation") == ("participation_montant",)
