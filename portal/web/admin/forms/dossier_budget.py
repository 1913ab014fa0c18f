"""The lines of a budget: charges and products, under the headings of the chart of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from wtforms import SelectChoice, SelectField
from wtforms.validators import DataRequired

from portal.domain.dossiers.budget import ChargeHeading, ChargeLine, ProductHeading, ProductLine
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder
from portal.web.admin.forms.dossier_amounts import NumberField, read_euros, written_euros
from portal.web.admin.forms.dossier_fact_fields import WordField, YesNoField
from portal.web.admin.forms.dossier_rows import LONGEST, LineForm
from portal.web.admin.forms.typed_fields import choices_of, line

MOST_LINES = 120
_CHOOSE = SelectChoice("", "Choisir")


def _heading(kind: Any) -> SelectField:  # noqa: ANN401 - one of two enumerations
    return SelectField(
        "Compte",
        choices=[_CHOOSE, *choices_of(kind)],
        default="",
        validators=[DataRequired("choisissez le compte")],
    )


def _amount() -> NumberField:
    missing = DataRequired("écrivez le montant, ou 0,00")
    return NumberField("Montant (€)", read_euros, validators=[missing])


def _part() -> SelectField:
    return SelectField(
        "Rattachement", choices=choices_of(BudgetPart), default=BudgetPart.LIEU.value
    )


class ChargeForm(LineForm):
    """What something costs."""

    compte = _heading(ChargeHeading)
    libelle = line("Libellé", LONGEST)
    montant = _amount()
    nature = WordField("Nature", ChargeNature)
    rattachement = _part()
    autre_caf = YesNoField("Déjà payé par un autre financement de la Caf")
    temps_en_plus = YesNoField("Temps de travail en plus, avec justificatif")

    def charge(self) -> ChargeLine:
        """Return the line, once it is valid."""
        return ChargeLine(
            heading=ChargeHeading(self.compte.data),
            amount=cast("Decimal", self.montant.value),
            nature=cast("ChargeNature | None", self.nature.value),
            part=BudgetPart(self.rattachement.data),
            label=self.libelle.data or "",
            other_caf=self.autre_caf.value,
            more_time=self.temps_en_plus.value,
        )


class ProductForm(LineForm):
    """What somebody brings."""

    compte = _heading(ProductHeading)
    financeur = WordField("Financeur", Funder)
    libelle = line("Libellé ou nom du cofinanceur", LONGEST)
    montant = _amount()
    rattachement = _part()

    def product(self) -> ProductLine:
        """Return the line, once it is valid."""
        return ProductLine(
            heading=ProductHeading(self.compte.data),
            amount=cast("Decimal", self.montant.value),
            funder=cast("Funder | None", self.financeur.value),
            part=BudgetPart(self.rattachement.data),
            label=self.libelle.data or "",
        )


def charges_data(charges: Iterable[ChargeLine]) -> list[dict[str, Any]]:
    """Return charges as the data of their lines; a blank one where there is none."""
    return [_charge_data(each) for each in charges] or [{}]


def products_data(products: Iterable[ProductLine]) -> list[dict[str, Any]]:
    """Return products as the data of their lines; a blank one where there is none."""
    return [_product_data(each) for each in products] or [{}]


def _charge_data(charge: ChargeLine) -> dict[str, Any]:
    return {
        "compte": charge.heading.value,
        "libelle": charge.label,
        "montant": written_euros(charge.amount),
        "nature": charge.nature or "",
        "rattachement": charge.part.value,
        "autre_caf": YesNoField.shown(charge.other_caf),
        "temps_en_plus": YesNoField.shown(charge.more_time),
    }


def _product_data(product: ProductLine) -> dict[str, Any]:
    return {
        "compte": product.heading.value,
        "financeur": product.funder or "",
        "libelle": product.label,
        "montant": written_euros(product.amount),
        "rattachement": product.part.value,
    }
