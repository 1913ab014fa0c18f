"""What people write in a file, as one immutable value, and what it lacks to be submitted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from portal.domain.dossiers.budget import DossierBudget, totals
from portal.domain.referentiel import Facts, FundingText, facts_from


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
    needed = {
        "au moins une ligne de charges": bool(content.budget.charges),
        "un montant demandé au volet 3, parmi les produits": content.budget.asked > 0,
        "un budget équilibré, charges et produits égaux": found.gap == 0,
    }
    return [what for what, there in needed.items() if not there]
