"""The summary sheet of a file: who, when, how much, what the rules found, and every step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.dossiers.budget import ChargeLine, ProductLine, Totals, totals
from portal.domain.dossiers.convention import Convention, Money
from portal.domain.dossiers.words import years
from portal.domain.referentiel import Evaluation, LineJudgement, RuleSettings, rulebook
from portal.services.dossiers.deciding import evaluation_of
from portal.services.dossiers.evaluating import evaluate_content
from portal.services.dossiers.findings import (
    ShownCeiling,
    ShownFinding,
    shown_ceiling,
    shown_findings,
)
from portal.services.dossiers.funded import convention_of
from portal.services.dossiers.letters import Addressee, addressee_of
from portal.services.dossiers.reading import content_of, money_of
from portal.store.dossier_trail import DossierStep
from portal.store.dossiers import Dossier


@dataclass(frozen=True, slots=True)
class JudgedCharge:
    """A charge, and whether volet 3 may count it: None where no rule looks at charges."""

    line: ChargeLine
    judgement: LineJudgement | None

    @property
    def words(self) -> str:
        """What becomes of the line, in French; "" where no rule looks at it."""
        if self.judgement is None:
            return ""
        if self.judgement.own is False:
            return f"hors du budget du lieu ({self.line.part.label})"
        answers = {True: "éligible", False: "refusée", None: "à compléter"}
        return f"{answers[self.judgement.eligible]} : {self.judgement.reason}"


@dataclass(frozen=True, slots=True)
class Summary:
    """A file as it stands. What the rules found is that of the decision, once there is one.

    ``overrides`` gives the written reason for each required rule that was set aside.
    """

    dossier: Dossier
    years: str
    addressee: Addressee
    money: Money
    convention: Convention | None
    charges: tuple[JudgedCharge, ...]
    products: tuple[ProductLine, ...]
    totals: Totals
    evaluation: Evaluation
    rulebook: str
    findings: tuple[ShownFinding, ...]
    ceiling: ShownCeiling | None
    overrides: tuple[tuple[str, str], ...]
    steps: Sequence[DossierStep]


def summary_of(session: Session, dossier: Dossier, settings: RuleSettings) -> Summary:
    """Return the summary of a file at any stage."""
    content, decision = content_of(dossier), dossier.decision
    if decision is None:
        evaluation = evaluate_content(session, dossier, content, settings)
        version, overrides = rulebook(dossier.text).version, {}
    else:
        evaluation = evaluation_of(decision)
        version, overrides = decision.rulebook, json.loads(decision.overrides)
    return Summary(
        dossier=dossier,
        years=years(dossier.first_year, dossier.last_year),
        addressee=addressee_of(dossier.listing),
        money=money_of(dossier),
        convention=convention_of(dossier),
        charges=tuple(JudgedCharge(*each) for each in content.judged_charges(dossier.listing.kind)),
        products=content.budget.products,
        totals=totals(content.budget),
        evaluation=evaluation,
        rulebook=version,
        findings=tuple(shown_findings(evaluation)),
        ceiling=shown_ceiling(evaluation.plafond),
        overrides=tuple(overrides.items()),
        steps=dossier.steps,
    )
