"""What holds of every file, whatever is in it and whatever is not."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from portal.domain.referentiel import RULES, Budget, Evaluation, ceiling, evaluate, facts_from
from portal.domain.referentiel.words import (
    AgeBand,
    BudgetPart,
    ChargeNature,
    EarlyPartner,
    Funder,
    Mission,
)

from .files import FILES, HOUSE, PLACE, REP

CENT, RATE = Decimal("0.01"), Decimal("0.80")
cents = st.integers(0, 10**9).map(lambda count: str(Decimal(count) * CENT))
yes_or_no = st.booleans() | st.none()


def maybe(values: Any) -> Any:
    return st.none() | values


def words(kind: Any) -> Any:
    return st.sampled_from([member.value for member in kind])


def objects(**members: Any) -> Any:
    return st.fixed_dictionaries({}, optional={name: maybe(st_) for name, st_ in members.items()})


HOURS = st.sampled_from(
    [
        "Mo-Fr 09:00-12:00",
        "Mo-We 09:00-12:00; week 01-53/2 Th 14:00-17:00",
        '24/7 "par téléphone"',
        "Sa 22:00-02:00; SH off; PH off",
        "Mo-Fr 09:00-12:00 unknown",
        "",
    ]
)
DAYS = st.dates().map(str).filter(lambda day: "1900" <= day[:4] <= "2199")
charges = objects(
    compte=st.sampled_from(["60", "64", "86"]),
    libelle=st.text(max_size=5),
    montant=cents,
    nature=words(ChargeNature),
    rattachement=words(BudgetPart),
    finance_par_autre_caf=st.booleans(),
    temps_supplementaire_justifie=st.booleans(),
)
products = objects(financeur=words(Funder), montant=cents, rattachement=words(BudgetPart))
OTHERS = {
    "participe_reseau_local": st.booleans() | st.just("aucun_reseau"),
    "partenariats": st.lists(objects(partenaire=st.text(max_size=3)), max_size=2),
    "budget": objects(
        charges=st.lists(charges, max_size=4), produits=st.lists(products, max_size=4)
    ),
    "accueillants": st.lists(
        objects(
            forme=st.booleans(),
            referent=st.booleans(),
            etp=st.sampled_from(["0", "0.25", "0.5"]),
            presence=HOURS,
        ),
        max_size=3,
    ),
    "missions": st.lists(words(Mission), max_size=5),
    "tranches_age": st.lists(words(AgeBand), max_size=4),
    "participation_montant": cents,
    "sites": st.lists(
        objects(
            code_insee=st.sampled_from(["87085", "67482", "2A004", "97411"]),
            horaires=HOURS,
            fermetures=st.lists(objects(du=DAYS), max_size=2),
        ),
        max_size=2,
    ),
    "a_partir_du": DAYS | st.sampled_from(["2027-01-01", "2024-02-29", "1900-01-01", "2199-12-31"]),
    "services_familles_proches": st.lists(st.text(max_size=3), max_size=2),
    "partenaires_1000_jours": st.lists(words(EarlyPartner), max_size=3),
    "offres": st.lists(st.sampled_from(["transport_parloir", "laep"]), max_size=2),
    "texte": st.sampled_from(["R", "F"]),
    "type": st.sampled_from([file["type"] for file in FILES]),
    "statut_juridique": st.sampled_from(["association", "fondation_rup", "prive"]),
    "frais": st.sampled_from(["gratuit", "participation", "payant"]),
    "echelle": st.sampled_from(["epci", "commune", "autre"]),
    "charte_parentalite_le": DAYS,
    "charte_laicite_le": DAYS,
}
BOOLEANS = sorted({name for file in FILES for name in file} - set(OTHERS))
files = objects(**OTHERS, **dict.fromkeys(BOOLEANS, st.booleans()))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files)
def test_any_partial_file_gets_a_whole_answer(file: dict[str, Any]) -> None:
    evaluation = evaluate(facts_from(file))

    _adapter().validate_python(evaluation.as_json())
    for each in evaluation.constats:
        assert bool(each.manque) is (each.constat == "indetermine")
    required = {each.constat for each in evaluation.constats if each.gravite == "obligatoire"}
    if "non_conforme" in required:
        assert evaluation.recevable is False
    else:
        assert evaluation.recevable is (None if "indetermine" in required else True)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([PLACE, HOUSE, REP]), files, st.data())
def test_what_is_known_never_turns_when_more_is_told(
    whole: dict[str, Any], drawn: dict[str, Any], data: st.DataObject
) -> None:
    file = whole | {name: value for name, value in drawn.items() if name not in ("texte", "type")}
    hidden = data.draw(st.sets(st.sampled_from(sorted(set(file) - {"texte", "type"}))))
    partial = {name: value for name, value in file.items() if name not in hidden}

    after = {each.regle: each.constat for each in evaluate(facts_from(file)).constats}
    for each in evaluate(facts_from(partial)).constats:
        if each.constat in ("conforme", "non_conforme") and each.regle != "L7":
            assert after[each.regle] == each.constat


amounts = st.lists(
    st.tuples(
        st.integers(1, 10**8),
        words(BudgetPart),
        words(ChargeNature).filter(lambda nature: nature != "personnel"),
    ),
    min_size=1,
    max_size=6,
)


@given(amounts, st.integers(0, 10**6))
def test_exactly_the_highest_amount_is_met_and_one_cent_more_is_not(
    lines: list[tuple[int, str, str]], other: int
) -> None:
    charged = [
        {"montant": str(count * CENT), "rattachement": part, "nature": nature}
        for count, part, nature in lines
    ]
    base = sum(
        (
            count * CENT
            for count, part, nature in lines
            if (part, nature) == ("lieu", "fonctionnement")
        ),
        Decimal(0),
    )
    assume(base > 0)
    highest = Decimal(int(base * 80)) * CENT
    assume(other * CENT <= highest)
    at = _money(charged, highest - other * CENT, other * CENT)
    over = _money(charged, highest - other * CENT + CENT, other * CENT)
    found, beyond = ceiling(at, RATE), ceiling(over, RATE)

    assert found is not None
    assert beyond is not None
    assert (found.base, found.maximum) == (base, highest)
    assert found.maximum_volet3 == highest - other * CENT
    assert (found.met, beyond.met) == (True, False)
    assert found.share is not None
    assert beyond.share is not None
    assert found.share <= RATE < beyond.share


def _money(charged: list[dict[str, Any]], asked: Decimal, other: Decimal) -> Budget | None:
    produced = [
        {"financeur": "caf_volet3", "montant": str(asked), "rattachement": "lieu"},
        {"financeur": "caf_autre", "montant": str(other), "rattachement": "lieu"},
        {"financeur": "caf_autre", "montant": "77777.77", "rattachement": "laep"},
    ]
    return facts_from({"budget": {"charges": charged, "produits": produced}}).budget


@cache
def _adapter() -> TypeAdapter[Evaluation]:
    return TypeAdapter(Evaluation)


def test_every_rule_of_the_table_is_reached_by_some_file() -> None:
    reached = {
        each.regle
        for file in FILES
        for text in ("R", "F")
        for each in evaluate(facts_from(file | {"texte": text})).constats
    }

    assert reached == {rule.id for rule in RULES}
