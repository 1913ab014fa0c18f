"""What the page of rules shows: each rule in full, and which of them are looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.domain.dossiers.states import AXES
from portal.domain.labels import LabelledEnum
from portal.domain.listing import ListingKind
from portal.domain.referentiel import RULES, FundingText, Rule, RuleSettings, Severity, label
from portal.domain.referentiel.facts_read import FACTS_READ
from portal.domain.referentiel.figures import duration, euros, number, percent


class Family(LabelledEnum):
    """What a rule is about; the order is that of the page."""

    TOUS = "tous", "Tous les lieux et services"
    LIEUX = "lieux", "Lieux ressources et Maisons des 1000 premiers jours"
    REP = "rep", "Relais enfants-parents"
    ECOUTE = "ecoute", "Écoute à distance"
    PDN = "pdn", "Promeneurs du Net"


_FAMILIES: Mapping[str, Family] = {
    "L": Family.LIEUX,
    "R": Family.REP,
    "E": Family.ECOUTE,
    "P": Family.PDN,
}
_FIGURES: Mapping[str, tuple[str, ...]] = {
    "G5": ("ceiling",),
    "L8": ("symbolic_contribution",),
    "L11": ("half_days", "minimum_minutes"),
    "L12": ("minimum_minutes",),
    "L13": ("referent_etp",),
}
"""The settings that each rule compares with."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that rules compare with: its value here, and where it comes from."""

    value: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule with all that it rests on."""

    rule: Rule
    facts: Sequence[str]
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class RuleQuestion:
    """Which rules are looked for; None keeps all."""

    text: FundingText | None = None
    kind: ListingKind | None = None
    severity: Severity | None = None

    texts = tuple(FundingText)
    kinds = tuple(AXES)
    severities = tuple(Severity)

    def keeps(self, rule: Rule) -> bool:
        """Tell whether a rule is among those looked for."""
        return (
            self.text in (None, *rule.texts)
            and self.kind in (None, *rule.kinds)
            and self.severity in (None, rule.severity)
        )


def read_question(args: Mapping[str, str]) -> RuleQuestion:
    """Read the address of the page; a word that there is not counts for none."""
    text, kind, severity = (args.get(name, "") for name in ("texte", "type", "gravite"))
    return RuleQuestion(
        text=FundingText(text) if text in set(FundingText) else None,
        kind=ListingKind(kind) if kind in set(AXES) else None,
        severity=Severity(severity) if severity in set(Severity) else None,
    )


def rules_by_family(
    asked: RuleQuestion, settings: RuleSettings
) -> list[tuple[Family, list[ShownRule]]]:
    """Return the rules looked for under their families, none of them empty."""
    figures = _figures(settings)
    found: dict[Family, list[ShownRule]] = {family: [] for family in Family}
    for rule in RULES:
        if asked.keeps(rule):
            found[_family(rule)].append(_shown(rule, figures))
    return [(family, rules) for family, rules in found.items() if rules]


def _family(rule: Rule) -> Family:
    """Return the family of a rule; the last general ones hold for places only."""
    if rule.id.startswith("G"):
        return Family.TOUS if len(rule.kinds) == len(AXES) else Family.LIEUX
    return _FAMILIES[rule.id[0]]


def _shown(rule: Rule, figures: Mapping[str, Figure]) -> ShownRule:
    facts = [label(fact) for fact in FACTS_READ[rule.id]]
    return ShownRule(rule, facts, [figures[name] for name in _FIGURES.get(rule.id, ())])


def _figures(settings: RuleSettings) -> dict[str, Figure]:
    values = {
        "half_days": f"{settings.half_days} demi-journées par semaine",
        "minimum_minutes": f"{duration(settings.minimum_minutes)} par demi-journée",
        "symbolic_contribution": f"{euros(settings.symbolic_contribution)} par visite",
        "ceiling": percent(settings.ceiling),
        "referent_etp": f"{number(settings.referent_etp)} Etp",
    }
    return {name: Figure(values[name], note) for name, note in RuleSettings.notes().items()}
