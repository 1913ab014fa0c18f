"""The référentiel of volet 3: what a funding file must meet, and the sentences that say so.

Pure: nothing here reads a file, a clock or a database. The same ``evaluate`` serves the preview of
a form, a decision, later controls and the command.
"""

from portal.domain.referentiel.budget import Ceiling, LineJudgement, ceiling, judge_lines
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.evaluation import Evaluation, RuleFinding, evaluate
from portal.domain.referentiel.facts import (
    Budget,
    Charge,
    Closure,
    Facts,
    Partnership,
    Product,
    StaffMember,
    Stop,
    label,
)
from portal.domain.referentiel.quotations import Source
from portal.domain.referentiel.reading import FactFault, FactsError, facts_from
from portal.domain.referentiel.rulebook import Rule, Rulebook, sorts_charges
from portal.domain.referentiel.rules import RULES, rulebook
from portal.domain.referentiel.settings import RuleSettings
from portal.domain.referentiel.words import (
    BudgetPart,
    ChargeNature,
    Finding,
    Funder,
    FundingText,
    Severity,
)

__all__ = [
    "RULES",
    "Budget",
    "BudgetPart",
    "Case",
    "Ceiling",
    "Charge",
    "ChargeNature",
    "Closure",
    "Evaluation",
    "FactFault",
    "Facts",
    "FactsError",
    "Finding",
    "Funder",
    "FundingText",
    "LineJudgement",
    "Partnership",
    "Product",
    "Rule",
    "RuleFinding",
    "RuleSettings",
    "Rulebook",
    "Severity",
    "Source",
    "StaffMember",
    "Stop",
    "ceiling",
    "evaluate",
    "facts_from",
    "judge_lines",
    "label",
    "rulebook",
    "sorts_charges",
]
