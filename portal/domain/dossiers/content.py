"""What people write in a file, as one immutable value, and what it lacks to be submitted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from portal.domain.dossiers.budget import ChargeLine, DossierBudget, totals
from portal.domain.listing import ListingKind
from portal.domain.referentiel import (
    Facts,
    FundingText,
    LineJudgement,
    facts_from,
    judge_lines,
    sorts_charges,
)


@dataclass(frozen=True, slots=True)
class DossierContent:
    """Everything that people write in a file.

    ``facts`` are those that the rules read, but for the text, the type and the budget: these stand
    in the file itself, in its listing and in its lines.
    """

    text: FundingText
    first_year: int
    last_year: int
    facts: Facts = field(default_factory=lambda: facts_from({}))
    budget: DossierBudget = field(default_factory=DossierBudget)

    def judged_charges(self, kind: ListingKind) -> list[tuple[ChargeLine, LineJudgement | None]]:
        """Return each charge with what becomes of it; None where no rule looks at charges."""
        if not sorts_charges(kind, self.text):
            return [(line, None) for line in self.budget.charges]
        judged = judge_lines(self.budget.as_facts()) or ()
        return list(zip(self.budget.charges, judged, strict=True))

    def renewed(self, text: FundingText) -> DossierContent:
        """Return the file of the years that follow: the same, under a text, to be looked over."""
        span = self.last_year - self.first_year + 1
        first = self.first_year + span
        facts = self.facts.model_copy(update={"a_partir_du": None})
        return replace(
            self, text=text, first_year=first, last_year=self.last_year + span, facts=facts
        )


def lacks(content: DossierContent) -> list[str]:
    """Return, in French, what a draft needs to be submitted; nothing: it is ready."""
    found = totals(content.budget)
    elsewhere = content.text is FundingText.F and content.budget.asks_elsewhere
    needed = {
        "au moins une ligne de charges": bool(content.budget.charges),
        "un montant demandé au volet 3, parmi les produits": content.budget.asked > 0,
        "un montant demandé au volet 3 pour le lieu, et non pour son Laep ou son Clas": (
            not elsewhere
        ),
        "un budget équilibré, charges et produits égaux": found.gap == 0,
    }
    return [what for what, there in needed.items() if not there]
