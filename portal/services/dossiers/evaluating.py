"""Asking the rules about a file: in the preview of a form, in the decision, in later controls."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.domain.dossiers.amounts import added
from portal.domain.dossiers.content import DossierContent
from portal.domain.dossiers.finances import engaged, shared
from portal.domain.referentiel import (
    BudgetPart,
    Evaluation,
    Facts,
    Finding,
    Product,
    RuleSettings,
    Severity,
    evaluate,
)
from portal.domain.referentiel.words import Funder
from portal.services.dossiers.funded import convention_of
from portal.services.dossiers.reading import complete_facts, content_of, money_of
from portal.services.projection.openings import holidays_as_json, school_calendar
from portal.store.dossiers import Dossier, list_granted_of
from portal.store.school_holidays import list_school_holidays


def evaluate_content(
    session: Session,
    dossier: Dossier,
    content: DossierContent | None = None,
    settings: RuleSettings | None = None,
    granted: Decimal | None = None,
) -> Evaluation:
    """Return what the rules find in a file, or would find if it had that content.

    With ``granted``, if it were granted that amount of what it asks.
    """
    return evaluate_facts(session, judged_facts(session, dossier, content, granted), settings)


def evaluate_facts(
    session: Session, facts: Facts, settings: RuleSettings | None = None
) -> Evaluation:
    """Return what the rules find in facts, with the school holidays that are known."""
    calendar = school_calendar(holidays_as_json(list_school_holidays(session)))
    return evaluate(facts, settings, calendar)


def judged_facts(
    session: Session,
    dossier: Dossier,
    content: DossierContent | None = None,
    granted: Decimal | None = None,
) -> Facts:
    """Return the facts that the rules read of a file; a preview and a decision read the same.

    The share of the branch Famille is of what is asked and of what was granted already: other files
    of the listing count for the years that the file covers (choice: the budget of a file is that of
    whole years).
    """
    content = content or content_of(dossier)
    if granted is not None:
        content = replace(content, budget=content.budget.granting(granted))
    facts = complete_facts(content, dossier)
    already = already_granted(session, dossier, content)
    if not already or facts.budget is None or facts.budget.produits is None:
        return facts
    former = Product(financeur=Funder.CAF_AUTRE, montant=already, rattachement=BudgetPart.LIEU)
    products = (*facts.budget.produits, former)
    return facts.model_copy(
        update={"budget": facts.budget.model_copy(update={"produits": products})}
    )


def already_granted(session: Session, dossier: Dossier, content: DossierContent) -> Decimal:
    """Return what other files of the listing engage for the years of a content, to the cent."""
    covered = range(content.first_year, content.last_year + 1)
    return added(
        share
        for other in list_granted_of(session, dossier.listing.id)
        if other.id != dossier.id and (convention := convention_of(other))
        for year, share in shared(engaged(money_of(other)), convention).items()
        if year in covered
    )


def required(evaluation: Evaluation, finding: Finding) -> tuple[str, ...]:
    """Return the ids of the required rules with that finding."""
    return tuple(
        each.regle
        for each in evaluation.constats
        if each.gravite is Severity.OBLIGATOIRE and each.constat is finding
    )
