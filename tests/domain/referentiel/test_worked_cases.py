"""Whole files, from their facts to what an agent is told."""

from __future__ import annotations

from typing import Any

import pytest

from portal.domain.referentiel import Evaluation, evaluate, facts_from

from .files import PLACE, REP, budget, charge, product


def evaluated(file: dict[str, Any], **changes: object) -> Evaluation:
    return evaluate(facts_from(file | changes))


def broken(evaluation: Evaluation) -> list[str]:
    """Return the rules that are not met; the priority of a file is not one to meet."""
    return [
        each.regle
        for each in evaluation.constats
        if each.constat == "non_conforme" and each.gravite != "priorite"
    ]


def with_laep_and_clas(asked: str) -> dict[str, Any]:
    """Return the budget of a place of 60,000 €, with a Laep of 20,000 € and a Clas of 10,000 €."""
    staff = {"nature": "personnel", "finance_par_autre_caf": False}
    paid = {"nature": "personnel", "finance_par_autre_caf": True}
    return budget(
        [
            charge("15000.00", compte="61"),
            charge("45000.00", compte="64", **staff),
            charge("20000.00", compte="64", rattachement="laep", **paid),
            charge("10000.00", compte="64", rattachement="clas", **paid),
        ],
        product(asked),
        product("18000.00", "caf_autre", "laep"),
        product("9000.00", "caf_autre", "clas"),
        product("3000.00", "collectivite", "laep"),
        product("12000.00", "collectivite"),
    )


@pytest.mark.parametrize(
    ("asked", "part", "eligible"),
    [
        ("47994.00", "0.799900", True),
        ("48000.00", "0.800000", True),
        ("48006.00", "0.800100", False),
    ],
)
def test_a_place_with_a_laep_and_a_clas_inside_around_80_percent(
    asked: str, part: str, eligible: bool
) -> None:
    evaluation = evaluated(PLACE, budget=with_laep_and_clas(asked))

    assert evaluation.plafond is not None
    assert evaluation.plafond.model_dump() == {
        "base": "60000.00",
        "part": part,
        "maximum": "48000.00",
    }
    assert evaluation.recevable is eligible
    assert broken(evaluation) == ([] if eligible else ["G5"])


def test_the_same_place_under_the_older_text_has_no_ceiling() -> None:
    money = with_laep_and_clas("48006.00")
    alone = [{"forme": True, "referent": True, "etp": "0.2", "presence": "24/7"}]
    older = evaluated(PLACE, texte="R", budget=money, accueillants=alone, projet_ctg=None)
    newer = evaluated(PLACE, texte="F", budget=money, accueillants=alone, projet_ctg=None)

    assert (older.recevable, older.plafond, broken(older)) == (True, None, [])
    assert (newer.recevable, broken(newer)) == (False, ["G5", "L13"])
    assert {each.regle for each in newer.constats} - {each.regle for each in older.constats} == {
        "G5",
        "G6",
        "L13",
        "L19",
    }


def test_a_place_for_a_commune_follows_the_older_text_only() -> None:
    older = evaluated(PLACE, texte="R", echelle="commune")
    newer = evaluated(PLACE, texte="F", echelle="commune")

    assert (broken(older), broken(newer)) == ([], ["L14"])
    assert newer.recevable is True


def test_a_relay_without_transport_is_refused() -> None:
    offers = ["entretien_parent_enfant_charge", "entretien_parent_incarcere"]
    evaluation = evaluated(REP, offres=[*offers, "accompagnement_parloir"])

    assert (evaluation.recevable, broken(evaluation)) == (False, ["R2"])
    refusal = next(each for each in evaluation.constats if each.regle == "R2")
    assert refusal.mesure.endswith("il manque le transport des enfants jusqu’au parloir")


def test_an_itinerant_place_whose_stops_add_to_five_half_days() -> None:
    stops = [
        {"code_insee": "87085", "horaires": "Mo 09:00-12:00"},
        {"code_insee": "87011", "horaires": "Tu 09:00-12:00,14:00-17:00"},
        {"code_insee": "87154", "horaires": "Th 14:00-17:00"},
        {"code_insee": "87154", "horaires": "Fr 10:00-12:00"},
    ]
    staff = [{"forme": True, "referent": True, "etp": "1", "presence": "Mo-Fr 09:00-18:00"}]
    whole = evaluated(PLACE, sites=stops, accueillants=staff)
    without_one = evaluated(PLACE, sites=stops[:3], accueillants=staff)

    assert whole.recevable is True
    assert broken(without_one) == ["L11"]


def test_a_place_open_five_half_days_but_only_four_in_odd_weeks() -> None:
    hours = "Mo-Th 09:00-12:00; week 02-52/2 Fr 09:00-12:00"
    evaluation = evaluated(PLACE, sites=[{"code_insee": "87085", "horaires": hours}])

    assert (evaluation.recevable, broken(evaluation)) == (False, ["L11"])
    measure = next(each.mesure for each in evaluation.constats if each.regle == "L11")
    assert measure == "4 demi-journées pour 5 attendues, la semaine du 4 janvier 2027"


def test_a_project_that_is_only_child_protection() -> None:
    evaluation = evaluated(
        PLACE, protection_enfance_exclusive=True, soutien_parentalite_exclusif=False
    )

    assert (evaluation.recevable, broken(evaluation)) == (False, ["L4"])


def test_a_foundation_that_is_not_of_public_utility() -> None:
    evaluation = evaluated(PLACE, statut_juridique="fondation")

    assert (evaluation.recevable, broken(evaluation)) == (False, ["G1"])


def test_a_place_overseas_whose_school_holidays_are_unknown() -> None:
    sites = [{"code_insee": "97411", "horaires": "Mo-Fr 09:00-12:00"}]
    evaluation = evaluated(PLACE, sites=sites)

    unknown = [each.regle for each in evaluation.constats if each.constat == "indetermine"]
    assert (evaluation.recevable, unknown) == (None, ["L11", "L12"])
