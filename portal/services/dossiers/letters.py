"""The letter of a decision: what was decided, on what text, why, and how to contest it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.states import DossierState
from portal.domain.dossiers.words import years
from portal.domain.referentiel import Finding, FundingText
from portal.services.dossiers.deciding import evaluation_of
from portal.services.dossiers.findings import ShownFinding, shown_findings
from portal.services.dossiers.funded import convention_of
from portal.store.dossiers import Dossier
from portal.store.listings import Listing

USUAL_RECOURSE = (
    "Vous pouvez contester cette décision dans les deux mois qui suivent sa réception : par un"
    " recours gracieux auprès de la Caf, ou devant la juridiction compétente."
)
"""How a decision is contested, unless the installation writes its own sentence."""


class UndecidedError(LookupError):
    """There is no letter of a file that nobody decided on yet."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """The body that a paper is for, never a person."""

    operator: str
    place: str
    street: str
    commune: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A decision as it is written to the managing body.

    ``granted`` is None for a refusal; ``unmet`` are the required rules that the file did not meet
    on that day, ``unchecked`` those that nobody could check for want of a fact.
    """

    dossier_id: int
    caf: str
    addressee: Addressee
    years: str
    text: FundingText
    asked: Decimal
    granted: Decimal | None
    convention: Convention | None
    decided_on: date
    reason: str
    unmet: tuple[ShownFinding, ...]
    unchecked: tuple[ShownFinding, ...]
    recourse: str
    demonstration: bool


def letter_of(dossier: Dossier, recourse: str = "") -> Letter:
    """Return the letter of a file's decision. Raises ``UndecidedError`` before there is one."""
    decision = dossier.decision
    if decision is None:
        raise UndecidedError(f"file {dossier.id} is not decided")
    step = next(each for each in dossier.steps if each.id == decision.step_id)
    refused = step.state is DossierState.REFUSEE
    findings = shown_findings(evaluation_of(decision)) if refused else []
    blocking = [found for found in findings if found.blocks]
    return Letter(
        dossier_id=dossier.id,
        caf=dossier.caf.name,
        addressee=addressee_of(dossier.listing),
        years=years(dossier.first_year, dossier.last_year),
        text=dossier.text,
        asked=dossier.asked,
        granted=None if refused else dossier.granted,
        convention=None if refused else convention_of(dossier),
        decided_on=step.on,
        # Of a grant the comment is for the Caf's own file.
        reason=step.comment if refused else "",
        unmet=tuple(each for each in blocking if each.finding is Finding.NON_CONFORME),
        unchecked=tuple(each for each in blocking if each.finding is Finding.INDETERMINE),
        recourse=recourse or USUAL_RECOURSE,
        demonstration=dossier.listing.demonstration,
    )


def addressee_of(listing: Listing) -> Addressee:
    """Return whom the papers of a listing's files are for."""
    site = next((site for site in listing.sites if site.commune), None)
    commune = f"{site.postal_code or ''} {site.commune}".strip() if site else ""
    operator = listing.operator.name if listing.operator else ""
    street = site.address or "" if site else ""
    return Addressee(operator or "À l’attention du gestionnaire", listing.name, street, commune)
