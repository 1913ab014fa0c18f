"""The budget of a place: which lines count, and how much of it the branch Famille may fund."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from portal.domain.referentiel.facts import Budget, Charge, Product
from portal.domain.referentiel.values import CENT
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder

_SHOWN_SHARE = Decimal("0.000001")
BRANCHE_FAMILLE = frozenset({Funder.CAF_VOLET3, Funder.CAF_AUTRE})
NOT_CO_FUNDERS = BRANCHE_FAMILLE | {Funder.USAGERS}

_REFUSED: Mapping[ChargeNature, str] = {
    ChargeNature.INVESTISSEMENT: "dépense d’investissement",
    ChargeNature.CONTRIBUTION_VOLONTAIRE: "contribution volontaire en nature",
    ChargeNature.BENEVOLAT: "valorisation du temps de bénévolat",
    ChargeNature.MISE_A_DISPOSITION: "mise à disposition gratuite de personnel",
}


@dataclass(frozen=True, slots=True)
class LineJudgement:
    """Whether a charge may be counted (None: unknown), and why.

    ``counted`` is whether it is in the base of the ceiling: eligible, and the place's own.
    """

    charge: Charge
    eligible: bool | None
    reason: str

    @property
    def own(self) -> bool | None:
        """Tell whether the line is the place's, not that of its Laep or its Clas."""
        part = self.charge.rattachement
        return None if part is None else part is BudgetPart.LIEU

    @property
    def counted(self) -> bool | None:
        """Tell whether the line is in the base of the ceiling."""
        if self.own is False or self.eligible is False:
            return False
        return None if self.own is None or self.eligible is None else True


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The ceiling of G5, in exact euros.

    ``maximum`` is the highest funding of the branch Famille, volet 3 and other, that is met, to
    the cent. ``funding`` is None while the products do not tell.
    """

    base: Decimal
    rate: Decimal
    funding: Decimal | None
    other_caf: Decimal | None

    @property
    def maximum(self) -> Decimal:
        """Return the highest funding of the branch Famille that is met."""
        return (self.base * self.rate).quantize(CENT, ROUND_FLOOR)

    @property
    def maximum_volet3(self) -> Decimal | None:
        """Return what volet 3 may bring at most beside the other funding of the branch."""
        if self.other_caf is None:
            return None
        return max(self.maximum - self.other_caf, Decimal("0.00"))

    @property
    def share(self) -> Decimal | None:
        """Return the share to six decimals, rounded up: what is over the ceiling looks over."""
        if self.funding is None:
            return None
        return (self.funding / self.base).quantize(_SHOWN_SHARE, ROUND_CEILING)

    @property
    def met(self) -> bool | None:
        """Tell whether the funding stays within the ceiling; compared without rounding."""
        return None if self.funding is None else self.funding <= self.base * self.rate


def judge_lines(budget: Budget | None) -> tuple[LineJudgement, ...] | None:
    """Return what becomes of each charge, in order; None where there are no charges to judge."""
    if budget is None or budget.charges is None:
        return None
    return tuple(LineJudgement(charge, *_eligibility(charge)) for charge in budget.charges)


def ceiling(budget: Budget | None, rate: Decimal) -> Ceiling | None:
    """Return the ceiling; None where the base is unknown or zero."""
    lines = judge_lines(budget)
    if budget is None or lines is None:
        return None
    base = total((line.counted, line.charge.montant) for line in lines)
    if not base:
        return None
    return Ceiling(
        base,
        rate,
        funding=_funding(budget, BRANCHE_FAMILLE),
        other_caf=_funding(budget, frozenset({Funder.CAF_AUTRE})),
    )


def total(amounts: Iterable[tuple[bool | None, Decimal | None]]) -> Decimal | None:
    """Add the amounts that count; None where one that counts, or may count, is unknown."""
    found = Decimal("0.00")
    for counted, amount in amounts:
        if counted is False:
            continue
        if counted is None or amount is None:
            return None
        found += amount
    return found


def co_funds(product: Product) -> bool | None:
    """Tell whether a product is the share of another funder; None where that is unknown."""
    if product.financeur in NOT_CO_FUNDERS or product.montant == 0:
        return False
    return None if product.financeur is None or product.montant is None else True


def _funding(budget: Budget, funders: frozenset[Funder]) -> Decimal | None:
    """Add what these funders bring to the place itself."""
    if budget.produits is None:
        return None
    return total((_brought(product, funders), product.montant) for product in budget.produits)


def _brought(product: Product, funders: frozenset[Funder]) -> bool | None:
    """Tell whether one of these funders brings the product to the place itself."""
    funder, part = product.financeur, product.rattachement
    if funder is not None and funder not in funders:
        return False
    if part is not None and part is not BudgetPart.LIEU:
        return False
    return None if funder is None or part is None else True


def _eligibility(charge: Charge) -> tuple[bool | None, str]:
    """Return whether volet 3 may count a charge, and why."""
    if charge.nature is None:
        return None, "la nature de la dépense n’est pas renseignée"
    if charge.nature in _REFUSED:
        return False, _REFUSED[charge.nature]
    if charge.nature is ChargeNature.FONCTIONNEMENT:
        return True, "charge habituelle de fonctionnement"
    return _staff_eligibility(charge)


def _staff_eligibility(charge: Charge) -> tuple[bool | None, str]:
    """Return whether staff costs may be counted: only what no other Caf funding pays already."""
    if charge.finance_par_autre_caf is None:
        return None, "un autre financement de la Caf n’est ni déclaré ni exclu"
    if not charge.finance_par_autre_caf:
        return True, "charge de personnel sans autre financement de la Caf"
    if charge.temps_supplementaire_justifie is None:
        return None, "l’augmentation du temps de travail n’est pas renseignée"
    if charge.temps_supplementaire_justifie:
        return True, "augmentation du temps de travail justifiée"
    return False, "personnel déjà pris en charge par un autre financement de la Caf"
