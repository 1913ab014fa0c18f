"""The budget of a file: lines under the headings of the associations' chart of accounts.

Amounts are exact euros with two decimals, zero or more. The amount asked is no figure of its own:
it is what the products under «Caf, volet 3» add up to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.domain import referentiel
from portal.domain.dossiers.amounts import NOTHING, added
from portal.domain.labels import LabelledEnum
from portal.domain.referentiel.budget import co_funds
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder


class Side(LabelledEnum):
    """Which side of the budget a line is on."""

    CHARGE = "charge", "Charge"
    PRODUIT = "produit", "Produit"


class ChargeHeading(LabelledEnum):
    """The headings of charges."""

    C60 = "60", "60 Achats"
    C61 = "61", "61 Services extérieurs"
    C62 = "62", "62 Autres services extérieurs"
    C63 = "63", "63 Impôts et taxes"
    C64 = "64", "64 Charges de personnel"
    C65 = "65", "65 Autres charges de gestion courante"
    C66 = "66", "66 Charges financières"
    C67 = "67", "67 Charges exceptionnelles"
    C68 = "68", "68 Dotations aux amortissements, provisions et engagements"
    C86 = "86", "86 Emplois des contributions volontaires en nature"


class ProductHeading(LabelledEnum):
    """The headings of products."""

    P70 = "70", "70 Ventes de produits finis, de marchandises, prestations de services"
    P71 = "71", "71 Production stockée"
    P72 = "72", "72 Production immobilisée"
    P73 = "73", "73 Dotations et produits de tarification"
    P74 = "74", "74 Subventions d’exploitation"
    P75 = "75", "75 Autres produits de gestion courante"
    P76 = "76", "76 Produits financiers"
    P77 = "77", "77 Produits exceptionnels"
    P78 = "78", "78 Reprises sur amortissements, dépréciations et provisions"
    P79 = "79", "79 Transferts de charges"
    P87 = "87", "87 Contributions volontaires en nature"


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """What something costs. Staff says whether another Caf funding pays for it, and the proof."""

    heading: ChargeHeading
    amount: Decimal
    nature: ChargeNature | None = None
    part: BudgetPart = BudgetPart.LIEU
    label: str = ""
    other_caf: bool | None = None
    more_time: bool | None = None


@dataclass(frozen=True, slots=True)
class ProductLine:
    """What somebody brings; the ``label`` names a co-funder."""

    heading: ProductHeading
    amount: Decimal
    funder: Funder | None = None
    part: BudgetPart = BudgetPart.LIEU
    label: str = ""


@dataclass(frozen=True, slots=True)
class DossierBudget:
    """Every line, in the order in which people wrote them."""

    charges: tuple[ChargeLine, ...] = ()
    products: tuple[ProductLine, ...] = ()

    @property
    def asked(self) -> Decimal:
        """The amount asked from volet 3."""
        return added(p.amount for p in self.products if p.funder is Funder.CAF_VOLET3)

    @property
    def asks_elsewhere(self) -> bool:
        """Whether volet 3 is asked for the Laep or the Clas, where the ceiling would not see it."""
        asking = [p for p in self.products if p.funder is Funder.CAF_VOLET3 and p.amount]
        return any(p.part is not BudgetPart.LIEU for p in asking)

    def granting(self, amount: Decimal) -> DossierBudget:
        """Return the budget with that amount from volet 3, of what is asked; the last lines yield.

        It is balanced no more: who pays the rest is not known.
        """
        left, products = amount, []
        for line in self.products:
            kept = min(line.amount, left) if line.funder is Funder.CAF_VOLET3 else line.amount
            left -= kept if line.funder is Funder.CAF_VOLET3 else NOTHING
            products.append(replace(line, amount=kept))
        return replace(self, products=tuple(products))

    @property
    def co_funders(self) -> tuple[ProductLine, ...]:
        """The products that somebody else than the branch Famille and the users brings."""
        return tuple(p for p in self.products if co_funds(_product(p)))

    def as_facts(self) -> referentiel.Budget:
        """Return the budget as the rules read it; without any line a side is unknown."""
        return referentiel.Budget(
            charges=tuple(map(_charge, self.charges)) or None,
            produits=tuple(map(_product, self.products)) or None,
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """What both sides add up to; ``gap`` is what products lack (or, below zero, exceed)."""

    charges: Decimal
    products: Decimal

    @property
    def gap(self) -> Decimal:
        """Charges less products: a balanced budget has none."""
        return self.charges - self.products


def totals(budget: DossierBudget, part: BudgetPart | None = None) -> Totals:
    """Return the totals of a budget, or of one part of it."""
    return Totals(_sum(budget.charges, part), _sum(budget.products, part))


def _sum(lines: Iterable[ChargeLine | ProductLine], part: BudgetPart | None) -> Decimal:
    return added(x.amount for x in lines if part is None or x.part is part)


def _charge(line: ChargeLine) -> referentiel.Charge:
    return referentiel.Charge(
        compte=line.heading.value,
        libelle=line.label or None,
        montant=line.amount,
        nature=line.nature,
        rattachement=line.part,
        finance_par_autre_caf=line.other_caf,
        temps_supplementaire_justifie=line.more_time,
    )


def _product(line: ProductLine) -> referentiel.Product:
    return referentiel.Product(financeur=line.funder, montant=line.amount, rattachement=line.part)
