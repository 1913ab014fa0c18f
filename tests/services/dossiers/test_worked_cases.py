"""Worked cases end to end: the command, the preview of a file and its decision say the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.budget import (
    ChargeHeading,
    ChargeLine,
    DossierBudget,
    ProductHeading,
    ProductLine,
)
from portal.domain.dossiers.content import DossierContent
from portal.domain.listing import ListingKind
from portal.domain.referentiel import Budget, FundingText, facts_from
from portal.domain.referentiel.words import BudgetPart
from portal.services.dossiers.deciding import Grant, evaluation_of, grant, refuse
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.errors import UnmetRulesError
from portal.services.dossiers.evaluating import evaluate_content
from portal.services.dossiers.reading import OF_THE_FILE
from portal.store.db import db
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.domain.referentiel.files import PLACE, REP, budget, charge, product
from tests.dossiers import PATHS, YEAR, S, go, place_in, read, seen, signed
from tests.staff import actor_of

Facts = dict[str, Any]


@dataclass(frozen=True)
class Worked:
    """Facts and what they come to: the required rules not met, and the ceiling's figures."""

    facts: Facts
    broken: tuple[str, ...] = ()
    ceiling: tuple[str, str, str] | None = ("50000.00", "0.600000", "40000.00")


def _with_laep_and_clas(asked: str) -> Facts:
    """Return a place of 60 000 € that holds a Laep of 20 000 € and a Clas of 10 000 €."""
    staff = {"compte": "64", "nature": "personnel"}
    rest = Decimal("60000.00") - Decimal(asked)
    lines = budget(
        [
            charge("15000.00", compte="61"),
            charge("45000.00", **staff, finance_par_autre_caf=False),
            charge("20000.00", **staff, finance_par_autre_caf=True, rattachement="laep"),
            charge("10000.00", **staff, finance_par_autre_caf=True, rattachement="clas"),
        ],
        product(asked),
        product(str(rest), "collectivite"),
        product("20000.00", "caf_autre", "laep"),
        product("10000.00", "caf_autre", "clas"),
    )
    return PLACE | {"budget": lines}


def _relay(*offers: str) -> Facts:
    spip = [product("9000.00"), product("3000.00", "spip")]
    return REP | {
        "offres": list(offers),
        "budget": budget([charge("12000.00", compte="60")], *spip),
    }


def _open(*hours: str) -> Facts:
    team = [{"forme": True, "referent": True, "etp": "1", "presence": "Mo-Fr 09:00-18:00"}]
    return PLACE | {
        "accueillants": team,
        "sites": [{"code_insee": "87085", "horaires": each} for each in hours],
    }


TALKS = ("entretien_parent_enfant_charge", "entretien_parent_incarcere")
ALONE = {"accueillants": [{"forme": True, "referent": True, "etp": "0.2", "presence": "24/7"}]}
AT, OVER = ("60000.00", "0.800000", "48000.00"), ("60000.00", "0.800100", "48000.00")
CASES = {
    "laep-clas-79.99": Worked(
        _with_laep_and_clas("47994.00"), (), ("60000.00", "0.799900", "48000.00")
    ),
    "laep-clas-80.00": Worked(_with_laep_and_clas("48000.00"), (), AT),
    "laep-clas-80.01": Worked(_with_laep_and_clas("48006.00"), ("G5",), OVER),
    "relay-without-transport": Worked(_relay(*TALKS, "accompagnement_parloir"), ("R2",), None),
    "relay-with-transport": Worked(_relay(*TALKS, "transport_parloir"), (), None),
    "itinerant-5-half-days": Worked(
        _open("Mo 09:00-12:00", "Tu 09:00-12:00,14:00-17:00", "Th 14:00-17:00", "Fr 10:00-12:00")
    ),
    "itinerant-4-half-days": Worked(
        _open("Mo 09:00-12:00", "Tu 09:00-12:00,14:00-17:00", "Th 14:00-17:00"), ("L11",)
    ),
    "4-half-days-in-odd-weeks": Worked(
        _open("Mo-Th 09:00-12:00; week 02-52/2 Fr 09:00-12:00"), ("L11",)
    ),
    "only-child-protection": Worked(
        PLACE | {"protection_enfance_exclusive": True, "soutien_parentalite_exclusif": False},
        ("L4",),
    ),
    "foundation-not-rup": Worked(PLACE | {"statut_juridique": "fondation"}, ("G1",)),
    "older-text": Worked(_with_laep_and_clas("48006.00") | ALONE | {"texte": "R"}, (), None),
    "newer-text": Worked(
        _with_laep_and_clas("48006.00") | ALONE | {"texte": "F"}, ("G5", "L13"), OVER
    ),
}


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_worked_case_comes_out_the_same_at_every_place(
    case: Worked, app: Flask, claire: Actor
) -> None:
    typed = json.dumps(case.facts)
    command = app.test_cli_runner().invoke(args=["referentiel", "evaluate", "-"], input=typed)
    told = json.loads(command.stdout)

    content = _content(case.facts)
    listing = place_in()
    listing.kind = ListingKind(case.facts["type"])
    db.session().commit()
    unsaved = evaluate_content(db.session(), Dossier(listing=listing), content)
    dossier = create_dossier(listing.id, content, claire, NOW)
    preview = evaluate_content(db.session(), read(dossier, claire))
    decided = _decided(dossier, case, claire)

    assert told == unsaved.as_json() == preview.as_json() == decided
    assert told["recevable"] is (not case.broken)
    assert tuple(_broken(told)) == case.broken
    assert told["plafond"] == _as_json(case.ceiling)


def _decided(dossier: Dossier, case: Worked, by: Actor) -> Facts:
    """Return the findings of the decision: a refusal where a required rule is not met."""
    for wanted in PATHS[S.AVIS_RENDU]:
        dossier = go(dossier, wanted, by)
    given = Grant(dossier.asked, YEAR)
    if case.broken:
        with pytest.raises(UnmetRulesError) as caught:
            grant(seen(dossier), given, signed(by))
        assert caught.value.broken == case.broken
        dossier = refuse(seen(read(dossier, by)), signed(by))
    else:
        dossier = grant(seen(dossier), given, signed(by))
    decision = read(dossier, by).decision
    assert decision
    return evaluation_of(decision).as_json()


def _broken(told: Facts) -> list[str]:
    return [
        each["regle"]
        for each in told["constats"]
        if (each["constat"], each["gravite"]) == ("non_conforme", "obligatoire")
    ]


def _as_json(ceiling: tuple[str, str, str] | None) -> Facts | None:
    return dict(zip(("base", "part", "maximum"), ceiling, strict=True)) if ceiling else None


def _content(told: Facts) -> DossierContent:
    facts = facts_from({k: v for k, v in told.items() if k not in OF_THE_FILE})
    money = facts_from({"budget": told["budget"]}).budget
    assert money
    return DossierContent(FundingText(told["texte"]), 2026, 2026, facts, _lines(money))


def _lines(money: Budget) -> DossierBudget:
    charges = [
        ChargeLine(
            ChargeHeading(each.compte),
            each.montant or Decimal(0),
            each.nature,
            each.rattachement or BudgetPart.LIEU,
            each.libelle or "",
            each.finance_par_autre_caf,
        )
        for each in money.charges or ()
    ]
    products = [
        ProductLine(
            ProductHeading.P74,
            each.montant or Decimal(0),
            each.financeur,
            each.rattachement or BudgetPart.LIEU,
        )
        for each in money.produits or ()
    ]
    return DossierBudget(tuple(charges), tuple(products))
