"""Asking the rules about a file: in the preview of a form, in the decision, in later controls."""

from __future__ import annotations

from sqlalchemy.orm import Session

from portal.domain.dossiers.content import DossierContent
from portal.domain.referentiel import Evaluation, Finding, RuleSettings, Severity, evaluate
from portal.services.dossiers.reading import complete_facts, content_of
from portal.services.projection.openings import holidays_as_json, school_calendar
from portal.store.dossiers import Dossier
from portal.store.school_holidays import list_school_holidays


def evaluate_content(
    session: Session,
    dossier: Dossier,
    content: DossierContent | None = None,
    settings: RuleSettings | None = None,
) -> Evaluation:
    """Return what the rules find in a file, or would find if it had that content."""
    facts = complete_facts(content or content_of(dossier), dossier)
    calendar = school_calendar(holidays_as_json(list_school_holidays(session)))
    return evaluate(facts, settings, calendar)


def required(evaluation: Evaluation, finding: Finding) -> tuple[str, ...]:
    """Return the ids of the required rules with that finding."""
    return tuple(
        each.regle
        for each in evaluation.constats
        if each.gravite is Severity.OBLIGATOIRE and each.constat is finding
    )
