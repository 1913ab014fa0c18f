"""A file of the database as a content, as money, and as something that history can name."""

from __future__ import annotations

import json
from collections.abc import Sequence

from portal.domain.dossiers.budget import (
    ChargeHeading,
    ChargeLine,
    DossierBudget,
    ProductHeading,
    ProductLine,
    Side,
)
from portal.domain.dossiers.content import DossierContent
from portal.domain.dossiers.convention import Money
from portal.domain.dossiers.words import years
from portal.domain.history import Subject, SubjectKind
from portal.domain.referentiel import Facts, facts_from
from portal.store.dossiers import Dossier, DossierLine

OF_THE_FILE = ("texte", "type", "budget")
"""The facts that stand elsewhere than among the facts of a file."""


def content_of(dossier: Dossier) -> DossierContent:
    """Return everything that people wrote in a file."""
    return DossierContent(
        text=dossier.text,
        first_year=dossier.first_year,
        last_year=dossier.last_year,
        facts=facts_from(json.loads(dossier.facts)),
        budget=_budget(dossier.lines),
    )


def complete_facts(content: DossierContent, dossier: Dossier) -> Facts:
    """Return the facts that a file would have with that content."""
    elsewhere = {
        "texte": content.text,
        "type": dossier.listing.kind,
        "budget": content.budget.as_facts(),
    }
    return content.facts.model_copy(update=elsewhere)


def money_of(dossier: Dossier) -> Money:
    """Return the amounts of a file."""
    return Money(
        dossier.state,
        dossier.asked,
        dossier.granted,
        tuple(payment.amount for payment in dossier.payments),
    )


def subject_of(dossier: Dossier) -> Subject:
    """Return a file as history names it."""
    name = f"{dossier.listing.name}, {years(dossier.first_year, dossier.last_year)}"
    return Subject(SubjectKind.DOSSIER, dossier.id, name, dossier.caf_id)


def _budget(lines: Sequence[DossierLine]) -> DossierBudget:
    return DossierBudget(
        charges=tuple(_charge(line) for line in lines if line.side is Side.CHARGE),
        products=tuple(_product(line) for line in lines if line.side is Side.PRODUIT),
    )


def _charge(line: DossierLine) -> ChargeLine:
    return ChargeLine(
        heading=ChargeHeading(line.heading),
        amount=line.amount,
        nature=line.nature,
        part=line.part,
        label=line.label,
        other_caf=line.other_caf,
        more_time=line.more_time,
    )


def _product(line: DossierLine) -> ProductLine:
    return ProductLine(
        ProductHeading(line.heading), line.amount, line.funder, line.part, line.label
    )
