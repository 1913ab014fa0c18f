"""Rules G1 to G4."""

from __future__ import annotations

import pytest

from .files import FILES, PLACE, REP, answer, budget, found, missing, product

STATUSES = {
    "association": "conforme",
    "collectivite": "conforme",
    "prive_gestion_desinteressee": "conforme",
    "fondation": "non_conforme",
    "prive": "non_conforme",
    "autre_public": "non_conforme",
}


@pytest.mark.parametrize(("status", "expected"), STATUSES.items())
def test_only_some_legal_statuses_are_funded(status: str, expected: str) -> None:
    assert answer("G1", PLACE, statut_juridique=status) == expected


@pytest.mark.parametrize(("social", "expected"), [(True, "conforme"), (False, "non_conforme")])
def test_a_foundation_of_public_utility_must_be_social_or_sanitary(
    social: bool, expected: str
) -> None:
    file = PLACE | {"statut_juridique": "fondation_rup"}

    assert answer("G1", file, fondation_sociale_ou_sanitaire=social) == expected
    assert missing("G1", file) == ("fondation_sociale_ou_sanitaire",)


def test_a_foundation_that_is_not_of_public_utility_is_refused_whatever_its_character() -> None:
    finding = found("G1", PLACE, statut_juridique="fondation", fondation_sociale_ou_sanitaire=True)

    assert (finding.constat, finding.mesure) == ("non_conforme", "Fondation")


def test_without_a_legal_status_nobody_can_tell() -> None:
    assert missing("G1", PLACE, statut_juridique=None) == ("statut_juridique",)


def test_both_charters_must_have_their_date() -> None:
    assert answer("G2", PLACE) == "conforme"
    assert missing("G2", PLACE, charte_laicite_le=None) == ("charte_laicite_le",)
    assert missing("G2", PLACE, charte_parentalite_le=None) == ("charte_parentalite_le",)


@pytest.mark.parametrize(
    ("part", "expected"),
    [(True, "conforme"), ("aucun_reseau", "conforme"), (False, "non_conforme")],
)
def test_a_local_network_must_be_joined_where_there_is_one(part: object, expected: str) -> None:
    assert answer("G3", PLACE, participe_reseau_local=part) == expected


def test_partnerships_must_be_sought() -> None:
    finding = found("G3", PLACE, partenariats=[])

    assert finding.constat == "non_conforme"
    assert finding.source.phrase.startswith("La mise en place de partenariats")
    assert missing("G3", PLACE, partenariats=None) == ("partenariats",)
    assert missing("G3", PLACE, partenariats=[{"nature": "permanences"}]) == ("partenariats",)
    assert missing("G3", PLACE, participe_reseau_local=None) == ("participe_reseau_local",)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["type"])
def test_another_funder_than_the_caf_is_needed_for_every_kind(file: dict[str, object]) -> None:
    caf = [product("900.00"), product("50.00", "caf_autre"), product("50.00", "usagers")]

    assert answer("G4", file) == "conforme"
    assert answer("G4", file, budget=budget([], *caf)) == "non_conforme"
    assert answer("G4", file, budget=budget([], *caf, product("0.01", "msa"))) == "conforme"
    assert missing("G4", file, budget=None) == ("budget",)


@pytest.mark.parametrize("funder", ["spip", "collectivite", "etat", "msa", "autre"])
def test_each_funder_outside_the_branch_counts(funder: str) -> None:
    assert answer("G4", REP, budget=budget([], product("1.00", funder, None))) == "conforme"


def test_a_funder_of_nothing_is_none_and_an_unknown_one_may_be_one() -> None:
    nothing = budget([], product("0.00", "etat"))

    assert answer("G4", PLACE, budget=nothing) == "non_conforme"
    assert missing("G4", PLACE, budget=budget([], product(None, "etat"))) == ("budget",)
    assert missing("G4", PLACE, budget=budget([], product("10.00", None))) == ("budget",)
    assert missing("G4", PLACE, budget={"charges": []}) == ("budget",)
    assert answer("G4", PLACE, budget=budget([], product(None))) == "non_conforme"


def test_the_funders_beside_the_caf_are_named() -> None:
    several = budget([], product("1.00", "msa"), product("2.00", "etat"), product("3.00"))

    assert found("G4", PLACE, budget=several).mesure == "Msa, État"
    assert found("G4", PLACE, budget=budget([])).mesure == "aucun autre financeur"
