"""What the rules found, as people read it: in the form of a file, on its page, in its papers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from portal.domain.referentiel import RULES, Evaluation, Finding, RuleFinding, Severity, label
from portal.domain.referentiel.evaluation import CeilingAnswer, Quotation
from portal.domain.referentiel.facts import Facts
from portal.domain.referentiel.figures import euros, percent

_RULES = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding in French. ``missing`` names the facts to complete or to put right.

    ``choice`` says what of the rule is a choice of this portal where the texts are silent.
    """

    rule: str
    title: str
    finding: Finding
    severity: Severity
    measure: str
    expected: str
    missing: tuple[str, ...]
    quotation: Quotation
    choice: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether it keeps the file from being granted."""
        unmet = self.finding in (Finding.NON_CONFORME, Finding.INDETERMINE)
        return unmet and self.severity is Severity.OBLIGATOIRE


@dataclass(frozen=True, slots=True)
class ShownCeiling:
    """The ceiling in French; ``share`` is "" while the products do not tell."""

    base: str
    share: str
    maximum: str


def shown_findings(evaluation: Evaluation) -> list[ShownFinding]:
    """Return every finding, in the order of the rules.

    A decision is kept as it was: what it says of a rule or a fact that is no more keeps its words.
    """
    return [_shown(each) for each in evaluation.constats]


def shown_ceiling(found: CeilingAnswer | None) -> ShownCeiling | None:
    """Return the ceiling as people read it; None where there is none."""
    if found is None:
        return None
    share = "" if found.part is None else percent(Decimal(found.part))
    return ShownCeiling(euros(Decimal(found.base)), share, euros(Decimal(found.maximum)))


def _shown(found: RuleFinding) -> ShownFinding:
    rule = _RULES.get(found.regle)
    return ShownFinding(
        rule=found.regle,
        title=rule.text if rule else found.source.phrase,
        finding=found.constat,
        severity=found.gravite,
        measure=found.mesure,
        expected=found.attendu,
        missing=tuple(label(fact) if fact in Facts.model_fields else fact for fact in found.manque),
        quotation=found.source,
        choice=rule.choice if rule else "",
    )
