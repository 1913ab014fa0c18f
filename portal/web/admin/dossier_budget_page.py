"""The budget of a funding file as two tables, with what is refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.dossiers.amounts import NOTHING
from portal.domain.dossiers.budget import ChargeLine, DossierBudget, ProductLine, Totals, totals
from portal.domain.dossiers.content import DossierContent
from portal.domain.listing import ListingKind
from portal.domain.referentiel import BudgetPart, LineJudgement, sorts_charges


@dataclass(frozen=True, slots=True)
class JudgedCharge:
    """A charge and whether volet 3 may count it; ``judgement`` is None where no rule looks."""

    line: ChargeLine
    judgement: LineJudgement | None


@dataclass(frozen=True, slots=True)
class BudgetView:
    """Both sides of a budget with what they add up to."""

    charges: Sequence[JudgedCharge]
    products: Sequence[ProductLine]
    co_funders: Sequence[tuple[str, Decimal]]
    totals: Totals
    parts: Sequence[tuple[BudgetPart, Totals]]
    sorted: bool


def budget_view(content: DossierContent, kind: ListingKind) -> BudgetView:
    """Return a file's budget as its tables show it; its parts only where there are several.

    It is ``sorted`` where the rules say of each charge whether it counts.
    """
    budget = content.budget
    used = {each.part for each in budget.charges} | {each.part for each in budget.products}
    parts = [(part, totals(budget, part)) for part in BudgetPart if part in used]
    return BudgetView(
        charges=[JudgedCharge(line, judged) for line, judged in content.judged_charges(kind)],
        products=budget.products,
        co_funders=_co_funders(budget),
        totals=totals(budget),
        parts=parts if len(parts) > 1 else (),
        sorted=sorts_charges(kind, content.text),
    )


def _co_funders(budget: DossierBudget) -> list[tuple[str, Decimal]]:
    """Return who else brings something, and how much, in the order of the budget."""
    found: dict[str, Decimal] = {}
    for line in budget.co_funders:
        kind = line.funder.label if line.funder else "Autre"
        name = f"{kind} ({line.label})" if line.label else kind
        found[name] = found.get(name, NOTHING) + line.amount
    return list(found.items())
