"""Funding files at random: budgets to the cent, facts that meet rules or break them, or none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from portal.domain.dossiers.amounts import added
from portal.domain.dossiers.budget import (
    ChargeHeading,
    ChargeLine,
    DossierBudget,
    ProductHeading,
    ProductLine,
)
from portal.domain.dossiers.content import DossierContent
from portal.domain.referentiel import FundingText
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder
from tests.dossiers import content

CENT = Decimal("0.01")
SHARES = st.one_of(st.integers(0, 1000), st.sampled_from([0, 800, 1000]))
"""Thousandths of an amount, with the ends and the ceiling more often than by chance."""

YES_OR_NO = st.sampled_from([True, False, None])
HOURS = ("Mo-Fr 09:00-12:00", "Mo-Th 09:00-12:00; week 02-52/2 Fr 09:00-12:00", "Sa 10:00-12:00")
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "acces_specifique": YES_OR_NO,
        "centre_social_sur_territoire": YES_OR_NO,
        "ouvert_a_tous": YES_OR_NO,
        "protection_enfance_exclusive": YES_OR_NO,
        "projet_ctg": YES_OR_NO,
        "statut_juridique": st.sampled_from(["association", "fondation", "prive", None]),
        "frais": st.sampled_from(["gratuit", "payant", None]),
        "echelle": st.sampled_from(["epci", "commune", None]),
        "charte_laicite_le": st.sampled_from(["2026-02-01", None]),
        "sites": st.sampled_from([[{"code_insee": "87085", "horaires": text}] for text in HOURS]),
        "accueillants": st.sampled_from(["0.49", "0.5", None]).map(
            lambda etp: [{"forme": True, "referent": True, "etp": etp, "presence": HOURS[0]}]
        ),
    },
)
CHARGES = st.builds(
    ChargeLine,
    heading=st.sampled_from(ChargeHeading),
    amount=st.integers(1, 5_000_001).map(lambda cents: Decimal(cents).scaleb(-2)),
    nature=st.sampled_from([*ChargeNature, None]),
    part=st.sampled_from(BudgetPart),
    label=st.sampled_from(["", "Loyer", "Goûters d’été"]),
    other_caf=YES_OR_NO,
    more_time=YES_OR_NO,
)


def part_of(amount: Decimal, thousandths: int) -> Decimal:
    """Return that part of an amount, in whole cents."""
    return (amount * thousandths / 1000).quantize(CENT)


@st.composite
def contents(draw: st.DrawFn) -> DossierContent:
    """Draw a file: mostly balanced, sometimes a cent out."""
    charges = tuple(draw(st.lists(CHARGES, min_size=1, max_size=4)))
    total = added(line.amount for line in charges)
    asked = part_of(total, draw(SHARES))
    other = part_of(total - asked, draw(SHARES))
    out = draw(st.sampled_from([Decimal(0)] * 9 + [CENT]))
    left = total - asked - other + out
    parts = ((asked, Funder.CAF_VOLET3), (other, Funder.CAF_AUTRE), (left, Funder.COLLECTIVITE))
    products = tuple(ProductLine(ProductHeading.P74, amount, funder) for amount, funder in parts)
    told = content(**draw(FACTS))  # type: ignore[arg-type]
    text = draw(st.sampled_from(FundingText))
    return replace(told, text=text, budget=DossierBudget(charges, products))
