"""What an edit changed is told in the words of the screens."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from portal.domain.dossiers.budget import (
    ChargeHeading,
    ChargeLine,
    DossierBudget,
    ProductHeading,
    ProductLine,
)
from portal.domain.dossiers.content import DossierContent, lacks
from portal.domain.dossiers.words import differences, years
from portal.domain.referentiel import FundingText, facts_from
from portal.domain.referentiel.words import BudgetPart, Funder

BEFORE = DossierContent(FundingText.F, 2026, 2026)
SPENT = ChargeLine(ChargeHeading.C60, Decimal("9.90"))
BROUGHT = ProductLine(ProductHeading.P74, Decimal("9.90"), Funder.CAF_VOLET3)


def _told(before: DossierContent, after: DossierContent) -> list[tuple[str, str, str]]:
    return [(change.field, change.before, change.after) for change in differences(before, after)]


def test_facts_are_told_under_their_french_names() -> None:
    facts = facts_from({"lieu_dedie": True, "echelle": "epci", "offres": ["laep", "clas"]})
    assert _told(BEFORE, replace(BEFORE, facts=facts)) == [
        ("Lieu spécifiquement dédié à la parentalité", "non renseigné", "oui"),
        ("Échelle d’implantation", "non renseigné", "Epci"),
        ("Offres", "non renseigné", "2 saisis"),
    ]


def test_the_budget_is_told_by_what_it_comes_to() -> None:
    after = replace(BEFORE, last_year=2028, budget=DossierBudget((SPENT,)))
    assert _told(BEFORE, after) == [
        ("Années", "2026", "2026-2028"),
        ("Total des charges", "0,00\u00a0€", "9,90\u00a0€"),
    ]


def test_a_line_that_changes_no_total_is_told_too() -> None:
    before = replace(BEFORE, budget=DossierBudget((SPENT,)))
    after = replace(BEFORE, budget=DossierBudget((replace(SPENT, part=BudgetPart.LAEP),)))
    assert _told(before, after) == [("Lignes du budget", "", "détail modifié")]


def test_nothing_is_told_where_nothing_changed() -> None:
    assert differences(BEFORE, BEFORE) == []


def test_years_are_one_or_a_span() -> None:
    assert (years(2026, 2026), years(2026, 2028)) == ("2026", "2026-2028")


def test_what_is_asked_for_the_laep_is_no_request_to_volet_3() -> None:
    asked = replace(BROUGHT, part=BudgetPart.LAEP)
    draft = replace(BEFORE, budget=DossierBudget((SPENT,), (asked,)))
    assert lacks(replace(draft, text=FundingText.F)) == [
        "un montant demandé au volet 3 pour le lieu, et non pour son Laep ou son Clas"
    ]
    assert lacks(replace(draft, text=FundingText.R)) == []


def test_a_draft_lacks_a_balanced_budget_that_asks_something() -> None:
    assert len(lacks(BEFORE)) == 2
    assert lacks(replace(BEFORE, budget=DossierBudget((SPENT,), (BROUGHT,)))) == []
    assert lacks(replace(BEFORE, budget=DossierBudget((SPENT,), (BROUGHT, BROUGHT)))) == [
        "un budget équilibré, charges et produits égaux"
    ]


def test_a_renewal_is_for_as_many_years_as_follow() -> None:
    former = DossierContent(FundingText.R, 2024, 2026, facts_from({"lieu_dedie": True}))
    renewed = former.renewed(FundingText.F)
    assert (renewed.first_year, renewed.last_year) == (2027, 2029)
    assert (renewed.text, renewed.facts.lieu_dedie) == (FundingText.F, True)
