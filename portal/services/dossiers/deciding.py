"""Deciding a file: with the findings of the rules, kept as they were on that day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.domain.access import Permission
from portal.domain.dossiers.convention import Convention, check_dates, check_grant
from portal.domain.dossiers.states import AXES, DossierState
from portal.domain.french import period
from portal.domain.referentiel import Evaluation, Facts, Finding, RuleSettings, rulebook
from portal.domain.referentiel.figures import euros
from portal.services.dossiers.errors import RefusedStepError, UnmetRulesError
from portal.services.dossiers.evaluating import evaluate_facts, judged_facts, required
from portal.services.dossiers.reading import money_of
from portal.services.dossiers.stepping import Seen, Signature, as_amount, check_step, walk
from portal.services.dossiers.writing import seen_dossier
from portal.store.db import transaction
from portal.store.dossier_trail import DossierDecision
from portal.store.dossiers import Dossier, list_funding_of


@dataclass(frozen=True, slots=True)
class Grant:
    """What is granted, and for which days.

    ``overrides`` gives a written reason for each required rule that is set aside, by its id: one
    that is not met, or one that cannot tell for want of a fact (choice: doubt does not pass by
    itself either, or leaving a field empty would be the way round a rule).
    """

    amount: Decimal
    convention: Convention
    overrides: Mapping[str, str] = field(default_factory=dict)


def grant(
    seen: Seen, given: Grant, signature: Signature, settings: RuleSettings | None = None
) -> Dossier:
    """Grant a file. The rules judge the amount that is granted, which may be less than is asked.

    A listing is funded by one convention at a time (choice: on any day the public is told of one).

    Raises ``NotFoundError`` out of reach, ``StaleDossierError``, ``UnmetRulesError`` while required
    rules are neither met nor set aside, ``RefusedStepError`` for all else.
    """
    with transaction() as session:
        dossier = seen_dossier(session, seen.dossier_id, seen.version, signature.by)
        check_step(dossier, DossierState.ACCORDEE, signature)
        amount = _checked(dossier, given)
        _check_alone(session, dossier, given.convention)
        facts = judged_facts(session, dossier, granted=amount)
        evaluation = evaluate_facts(session, facts, settings)
        _check_kind(dossier, evaluation)
        overrides = _reasons(evaluation, given.overrides, signature)
        dossier.granted = amount
        dossier.starts_on = given.convention.starts_on
        dossier.ends_on = given.convention.ends_on
        told = _told(amount, given.convention, overrides)
        step = walk(session, dossier, DossierState.ACCORDEE, signature, told)
        dossier.decision = _decision(dossier, step.id, facts, evaluation, overrides)
        return dossier


def refuse(seen: Seen, signature: Signature, settings: RuleSettings | None = None) -> Dossier:
    """Refuse a file, with its written reason; the findings are kept. Raises as ``grant``."""
    with transaction() as session:
        dossier = seen_dossier(session, seen.dossier_id, seen.version, signature.by)
        check_step(dossier, DossierState.REFUSEE, signature)
        facts = judged_facts(session, dossier)
        evaluation = evaluate_facts(session, facts, settings)
        told = f"{euros(dossier.asked)} demandés"
        step = walk(session, dossier, DossierState.REFUSEE, signature, told)
        dossier.decision = _decision(dossier, step.id, facts, evaluation, {})
        return dossier


def _checked(dossier: Dossier, given: Grant) -> Decimal:
    amount = as_amount(given.amount, "Montant accordé")
    try:
        check_grant(money_of(dossier), amount)
        check_dates(given.convention, dossier.first_year, dossier.last_year)
    except ValueError as error:
        raise RefusedStepError(str(error)) from None
    return amount


def _check_alone(session: Session, dossier: Dossier, wanted: Convention) -> None:
    for other in list_funding_of(session, dossier.listing_id):
        if other.starts_on is None or other.ends_on is None or other.granted is None:
            continue
        if wanted.overlaps(Convention(other.starts_on, other.ends_on)):
            raise RefusedStepError(
                "Convention : un autre dossier de cette fiche est déjà accordé"
                f" {period(other.starts_on, other.ends_on, year=True)} ({euros(other.granted)})."
            )


def _check_kind(dossier: Dossier, evaluation: Evaluation) -> None:
    """Refuse to grant what no rule judged, or what was judged by the rules of another axis."""
    kind = dossier.listing.kind
    if AXES.get(kind) is not dossier.axis or not evaluation.constats:
        raise RefusedStepError(
            f"Type : ce dossier relève de «{dossier.axis.label}», sa fiche est du type"
            f" «{kind.label}»."
        )


def _reasons(
    evaluation: Evaluation, given: Mapping[str, str], signature: Signature
) -> dict[str, str]:
    """Return the reasons for the rules that are set aside, or raise for the first that lacks one.

    A reason for a rule that is met is not kept: there was nothing to set aside.
    """
    broken = required(evaluation, Finding.NON_CONFORME)
    unsettled = required(evaluation, Finding.INDETERMINE)
    reasons = {rule: given[rule].strip() for rule in (*broken, *unsettled) if rule in given}
    reasons = {rule: reason for rule, reason in reasons.items() if reason}
    if reasons and not signature.by.may(Permission.OVERRIDE_RULES):
        raise RefusedStepError("Seul un responsable peut déroger à une règle obligatoire.")
    left = [tuple(rule for rule in found if rule not in reasons) for found in (broken, unsettled)]
    if any(left):
        raise UnmetRulesError(*left)
    return reasons


def _told(amount: Decimal, convention: Convention, overrides: Mapping[str, str]) -> str:
    when = period(convention.starts_on, convention.ends_on, year=True)
    aside = f", dérogation à {', '.join(overrides)}" if overrides else ""
    return f"{euros(amount)} accordés {when}{aside}"


def _decision(
    dossier: Dossier,
    step_id: int,
    facts: Facts,
    evaluation: Evaluation,
    overrides: Mapping[str, str],
) -> DossierDecision:
    said = facts.model_dump(mode="json", exclude_none=True)
    return DossierDecision(
        step_id=step_id,
        rulebook=rulebook(dossier.text).version,
        facts=json.dumps(said, ensure_ascii=False),
        evaluation=json.dumps(evaluation.as_json(), ensure_ascii=False),
        overrides=json.dumps(dict(overrides), ensure_ascii=False),
    )


def evaluation_of(decision: DossierDecision) -> Evaluation:
    """Return the findings that a decision rested on, as they were."""
    return Evaluation.model_validate_json(decision.evaluation)
