"""Worked examples of what is counted, by the very functions that count it in a file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from portal.domain.hours import HalfDayCount
from portal.domain.listing import ListingKind
from portal.domain.referentiel.budget import Ceiling, LineJudgement, ceiling, judge_lines
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.facts import Budget, Charge, Product
from portal.domain.referentiel.reading import facts_from
from portal.domain.referentiel.settings import RuleSettings
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder, FundingText

_LIMOGES = "87085"
_HOURS = (
    "Mo 09:00-12:00,14:00-17:00; Tu 09:00-10:30; We 13:30-18:00; Th 09:00-12:00,13:30-17:30;"
    ' Fr 09:00-12:00, Fr 14:00-17:00 "par téléphone"'
)
_BUDGET = Budget(
    charges=(
        Charge(
            compte="60",
            libelle="Achats",
            montant=Decimal("12000.00"),
            nature=ChargeNature.FONCTIONNEMENT,
            rattachement=BudgetPart.LIEU,
        ),
        Charge(
            compte="64",
            libelle="Salaires",
            montant=Decimal("48000.00"),
            nature=ChargeNature.PERSONNEL,
            rattachement=BudgetPart.LIEU,
            finance_par_autre_caf=False,
        ),
        Charge(
            compte="21",
            libelle="Achat de mobilier",
            montant=Decimal("5000.00"),
            nature=ChargeNature.INVESTISSEMENT,
            rattachement=BudgetPart.LIEU,
        ),
        Charge(
            compte="60",
            libelle="Activités du Laep",
            montant=Decimal("15000.00"),
            nature=ChargeNature.FONCTIONNEMENT,
            rattachement=BudgetPart.LAEP,
        ),
    ),
    produits=(
        Product(
            financeur=Funder.CAF_VOLET3,
            montant=Decimal("36000.00"),
            rattachement=BudgetPart.LIEU,
        ),
        Product(
            financeur=Funder.CAF_AUTRE,
            montant=Decimal("9000.00"),
            rattachement=BudgetPart.LIEU,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class CeilingExample:
    """A budget line by line, and the ceiling that comes of it."""

    lines: tuple[LineJudgement, ...]
    ceiling: Ceiling


def half_day_example(settings: RuleSettings) -> HalfDayCount:
    """Return how the half-days of a place in Limoges are counted."""
    facts = facts_from(
        {
            "texte": FundingText.F.value,
            "type": ListingKind.LIEU_RESSOURCE.value,
            "sites": [{"code_insee": _LIMOGES, "horaires": _HOURS}],
            "a_partir_du": "2026-09-01",
        }
    )
    count = Case(facts, settings).half_days
    if count is None:
        raise RuntimeError("the example says where and when")
    return count


def ceiling_example(settings: RuleSettings) -> CeilingExample:
    """Return how the ceiling of a budget with a Laep inside is worked out."""
    found, lines = ceiling(_BUDGET, settings.ceiling), judge_lines(_BUDGET)
    if found is None or lines is None:
        raise RuntimeError("the example has charges")
    return CeilingExample(lines, found)
