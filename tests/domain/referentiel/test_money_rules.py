"""Rules G5 and G6: the ceiling to the cent, and each line with its reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from portal.domain.referentiel import RuleSettings, ceiling, evaluate, facts_from, judge_lines

from .files import HOUSE, PLACE, REP, answer, budget, charge, found, missing, product

OTHER = product("5000.00", "collectivite")


def ceiling_of(file: dict[str, Any], **changes: object) -> dict[str, Any] | None:
    answered: dict[str, Any] | None = evaluate(facts_from(file | changes)).as_json()["plafond"]
    return answered


@pytest.mark.parametrize(
    ("asked", "expected", "share"),
    [
        ("7999.99", "conforme", "0.799999"),
        ("8000.00", "conforme", "0.800000"),
        ("8000.01", "non_conforme", "0.800001"),
    ],
)
def test_eighty_percent_exactly_is_met(asked: str, expected: str, share: str) -> None:
    money = budget([charge("10000.00")], product(asked), OTHER)

    assert answer("G5", PLACE, budget=money) == expected
    assert ceiling_of(PLACE, budget=money) == {
        "base": "10000.00",
        "part": share,
        "maximum": "8000.00",
    }


def test_a_share_over_the_ceiling_never_looks_met() -> None:
    money = budget([charge("100000000.00")], product("80000000.01"))

    assert answer("G5", PLACE, budget=money) == "non_conforme"
    shown = ceiling_of(PLACE, budget=money)
    assert shown is not None
    assert shown["part"] == "0.800001"


def test_the_highest_amount_is_cut_to_the_cent_below() -> None:
    money = budget([charge("0.99")], product("0.79"))

    assert answer("G5", PLACE, budget=money) == "conforme"
    assert ceiling_of(PLACE, budget=money) == {
        "base": "0.99",
        "part": "0.797980",
        "maximum": "0.79",
    }
    assert answer("G5", PLACE, budget=budget([charge("0.99")], product("0.80"))) == "non_conforme"


def test_other_funding_of_the_branch_counts_with_volet_3() -> None:
    money = budget([charge("1000.00")], product("500.00"), product("300.00", "caf_autre"), OTHER)
    over = budget([charge("1000.00")], product("500.01"), product("300.00", "caf_autre"), OTHER)
    counted = ceiling(facts_from({"budget": money}).budget, Decimal("0.80"))

    assert answer("G5", PLACE, budget=money) == "conforme"
    assert answer("G5", PLACE, budget=over) == "non_conforme"
    assert counted is not None
    assert (counted.maximum, counted.maximum_volet3) == (Decimal("800.00"), Decimal("500.00"))


def test_budgets_of_the_laep_and_the_clas_are_left_out_on_both_sides() -> None:
    money = budget(
        [
            charge("1000.00"),
            charge("500.00", rattachement="laep"),
            charge("400.00", rattachement="clas"),
        ],
        product("800.00"),
        product("490.00", "caf_autre", "laep"),
        product("390.00", "caf_autre", "clas"),
    )

    assert answer("G5", PLACE, budget=money) == "conforme"
    shown = ceiling_of(PLACE, budget=money)
    assert shown is not None
    assert shown["base"] == "1000.00"


@pytest.mark.parametrize(
    ("part", "finding"),
    [
        ("lieu", "non_conforme"),
        ("laep", "conforme"),
        ("clas", "conforme"),
        (None, "indetermine"),
    ],
)
def test_only_what_is_brought_to_the_place_itself_counts(part: str | None, finding: str) -> None:
    charges = [charge("1000.00"), charge("500.00", rattachement="laep")]
    money = budget(charges, product("800.01", "caf_autre", part), OTHER)

    assert answer("G5", PLACE, budget=money) == finding


def test_refused_lines_are_not_in_the_base() -> None:
    money = budget(
        [charge("1000.00"), charge("9000.00", "investissement"), charge("1.00", "benevolat")],
        product("800.01"),
    )

    assert answer("G5", PLACE, budget=money) == "non_conforme"


@pytest.mark.parametrize(
    "charges",
    [[], [charge("0.00")], [charge("50.00", "benevolat")], [charge("50.00", rattachement="laep")]],
)
def test_a_base_of_zero_cannot_tell(charges: list[dict[str, Any]]) -> None:
    money = budget(charges, product("10.00"), OTHER)
    finding = found("G5", PLACE, budget=money)

    assert (finding.constat, finding.manque) == ("indetermine", ("budget",))
    assert "la base est de 0,00" in finding.mesure
    assert ceiling_of(PLACE, budget=money) is None


@pytest.mark.parametrize(
    "line",
    [
        charge(None),
        charge(nature=None),
        charge(rattachement=None),
        charge(nature="personnel"),
        charge(nature="personnel", finance_par_autre_caf=True),
    ],
)
def test_a_charge_that_may_count_keeps_from_telling(line: dict[str, Any]) -> None:
    money = budget([charge(), line], product("1.00"), OTHER)

    assert missing("G5", PLACE, budget=money) == ("budget",)
    assert ceiling_of(PLACE, budget=money) is None


@pytest.mark.parametrize(
    "line", [product(None), product("1.00", None), product("1.00", "caf_autre", None)]
)
def test_a_product_of_the_caf_that_is_unknown_leaves_the_highest_amount(
    line: dict[str, Any],
) -> None:
    money = budget([charge("100.00")], line, OTHER)

    assert missing("G5", PLACE, budget=money) == ("budget",)
    assert ceiling_of(PLACE, budget=money) == {
        "base": "100.00",
        "part": None,
        "maximum": "80.00",
    }


def test_what_cannot_count_may_stay_unknown() -> None:
    lines = [charge("10.00"), charge(None, "benevolat"), charge(None, rattachement="laep")]
    money = budget(lines, product("8.00"), product(None, "etat"))
    money["produits"].append(product(None, "caf_autre", "clas"))

    assert answer("G5", PLACE, budget=money) == "conforme"


def test_without_charges_or_products_nobody_can_tell() -> None:
    assert missing("G5", PLACE, budget=None) == ("budget",)
    assert missing("G5", PLACE, budget={"produits": []}) == ("budget",)
    assert missing("G5", PLACE, budget={"charges": [charge()]}) == ("budget",)
    assert answer("G5", PLACE, budget=budget([charge()])) == "conforme"


def test_the_ceiling_is_a_setting() -> None:
    money = budget([charge("100.00")], product("70.01"), OTHER)
    strict = replace(RuleSettings(), ceiling=Decimal("0.70"))

    assert found("G5", PLACE, strict, budget=money).constat == "non_conforme"
    assert found("G5", PLACE, budget=money).constat == "conforme"


def test_the_ceiling_is_for_places_under_the_fiche_only() -> None:
    assert ceiling_of(PLACE | {"texte": "R"}) is None
    assert ceiling_of(REP | {"texte": "F"}) is None
    assert ceiling_of(HOUSE) is not None


REASONS = {
    "investissement": "dépense d’investissement",
    "contribution_volontaire": "contribution volontaire en nature",
    "benevolat": "valorisation du temps de bénévolat",
    "mise_a_disposition": "mise à disposition gratuite de personnel",
}


@pytest.mark.parametrize(("nature", "reason"), REASONS.items())
def test_a_refused_line_is_told_with_its_reason(nature: str, reason: str) -> None:
    line = charge("12000.00", nature, compte="86", libelle="Camionnette")
    finding = found("G6", PLACE, budget=budget([charge(), line]))

    assert finding.constat == "non_conforme"
    assert finding.mesure.replace("\u00a0", " ").replace("\u202f", " ") == (
        f"86 Camionnette (12 000,00 €) : {reason}"
    )
    assert finding.source.titre == "Les dépenses non-éligibles :"


@pytest.mark.parametrize(
    ("other_caf", "more_time", "expected"),
    [
        (False, None, "conforme"),
        (True, True, "conforme"),
        (True, False, "non_conforme"),
    ],
)
def test_staff_counts_unless_the_caf_pays_already(
    other_caf: bool, more_time: bool | None, expected: str
) -> None:
    line = charge(
        nature="personnel",
        finance_par_autre_caf=other_caf,
        temps_supplementaire_justifie=more_time,
    )

    assert answer("G6", PLACE, budget=budget([line])) == expected


@pytest.mark.parametrize("other_caf", [None, True])
def test_staff_whose_funding_is_unknown_cannot_tell(other_caf: bool | None) -> None:
    line = charge(nature="personnel", finance_par_autre_caf=other_caf)

    assert missing("G6", PLACE, budget=budget([line])) == ("budget",)


def test_every_refused_line_is_told_and_the_rest_are_not() -> None:
    money = budget(
        [charge(), charge(nature="benevolat"), charge(nature="investissement"), charge(nature=None)]
    )
    finding = found("G6", PLACE, budget=money)

    assert finding.constat == "non_conforme"
    assert finding.mesure.count(" : ".replace(" :", "\u00a0:")) == 2


def test_lines_of_the_laep_and_the_clas_are_not_looked_at() -> None:
    laep = charge(nature="personnel", rattachement="laep", finance_par_autre_caf=True)
    clas = charge(nature="benevolat", rattachement="clas")

    assert answer("G6", PLACE, budget=budget([charge(), laep, clas])) == "conforme"
    assert missing("G6", PLACE, budget=budget([laep, clas])) == ("budget",)
    unplaced = charge(nature="benevolat", rattachement=None)
    assert missing("G6", PLACE, budget=budget([charge(), unplaced])) == ("budget",)


def test_what_is_unknown_of_a_line_is_told() -> None:
    unplaced = found("G6", PLACE, budget=budget([charge(nature="benevolat", rattachement=None)]))
    unnamed = found("G6", PLACE, budget=budget([charge(nature=None, rattachement=None)]))

    assert unplaced.mesure.endswith("le rattachement n’est pas renseigné")
    assert unnamed.mesure.endswith("la nature de la dépense n’est pas renseignée")


def test_without_charges_no_spending_can_be_judged() -> None:
    assert missing("G6", PLACE, budget=None) == ("budget",)
    assert missing("G6", PLACE, budget=budget([])) == ("budget",)
    assert judge_lines(None) is None
