"""The evaluation of a file: one finding for each rule that applies, and what they come to."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from portal.domain.calendar import SchoolCalendar, default_school_calendar
from portal.domain.referentiel.budget import ceiling
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.facts import Facts
from portal.domain.referentiel.rulebook import Rule, sorts_charges
from portal.domain.referentiel.rules import RULES
from portal.domain.referentiel.settings import RuleSettings
from portal.domain.referentiel.verdicts import Verdict, judged, unknown
from portal.domain.referentiel.words import Finding, FundingText, Severity


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Quotation(_Answer):
    """The sentence that a finding rests on, and where it stands."""

    texte: FundingText
    titre: str
    phrase: str


class RuleFinding(_Answer):
    """What a rule found in a file. ``manque`` names facts to complete or to put right."""

    regle: str
    constat: Finding
    gravite: Severity
    mesure: str
    attendu: str
    manque: tuple[str, ...]
    source: Quotation


class CeilingAnswer(_Answer):
    """The ceiling as texts: euros with two decimals, the share (0.80 is 80 %) with six.

    ``part`` is null while the products do not tell what the branch Famille brings.
    """

    base: str
    part: str | None
    maximum: str


class Evaluation(_Answer):
    """The answer for a file, in the words of the contract; JSON gives the same object back."""

    recevable: bool | None
    prioritaire: bool | None
    plafond: CeilingAnswer | None
    constats: tuple[RuleFinding, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the evaluation as JSON values."""
        return self.model_dump(mode="json")


def evaluate(
    facts: Facts,
    settings: RuleSettings | None = None,
    calendar: SchoolCalendar | None = None,
) -> Evaluation:
    """Return what the rules find, in the order of the rules.

    Where the type or the text is unknown, the rules that depend on it cannot tell yet. Without a
    calendar, only the school holidays of zones A, B and C are known.
    """
    case = Case(facts, settings or RuleSettings(), calendar or default_school_calendar())
    applying = [rule for rule in RULES if rule.may_apply(facts.type, facts.texte)]
    findings = tuple(_found(rule, case) for rule in applying)
    return Evaluation(
        recevable=_all_met(findings, Severity.OBLIGATOIRE),
        prioritaire=_all_met(findings, Severity.PRIORITE),
        plafond=_ceiling(case),
        constats=findings,
    )


def _found(rule: Rule, case: Case) -> RuleFinding:
    verdict = _verdict(rule, case)
    source = rule.source(case.facts.texte, verdict.passage)
    return RuleFinding(
        regle=rule.id,
        constat=verdict.finding,
        gravite=rule.severity,
        mesure=verdict.measure,
        attendu=verdict.expected,
        manque=verdict.missing,
        source=Quotation(texte=source.texte, titre=source.titre, phrase=source.phrase),
    )


def _verdict(rule: Rule, case: Case) -> Verdict:
    """Ask the rule, unless nobody can say yet whether it applies."""
    unsettled = rule.unsettled(case.facts.type, case.facts.texte)
    return judged(rule.text, unknown(*unsettled)) if unsettled else rule.test(case)


def _all_met(findings: tuple[RuleFinding, ...], severity: Severity) -> bool | None:
    """Tell whether no rule of this severity is broken; None while one cannot tell, or none is."""
    found = {each.constat for each in findings if each.gravite is severity}
    if Finding.NON_CONFORME in found:
        return False
    return None if not found or Finding.INDETERMINE in found else True


def _ceiling(case: Case) -> CeilingAnswer | None:
    """Return the ceiling where G5 applies and there is a base to speak of."""
    facts = case.facts
    if not sorts_charges(facts.type, facts.texte):
        return None
    found = ceiling(facts.budget, case.settings.ceiling)
    if found is None:
        return None
    share = None if found.share is None else str(found.share)
    return CeilingAnswer(base=str(found.base), part=share, maximum=str(found.maximum))
