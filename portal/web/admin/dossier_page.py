"""What the page of a funding file shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Permission
from portal.domain.dossiers.deadlines import Deadline
from portal.domain.dossiers.path import Milestone, awaited, milestones
from portal.domain.dossiers.states import CLOSED, DECISIONS, EDITABLE, FUNDING, DossierState
from portal.domain.dossiers.words import years
from portal.domain.french import NBSP
from portal.domain.history import FieldChange, SubjectKind
from portal.domain.referentiel import Evaluation, RuleSettings
from portal.services.audit import changes_of
from portal.services.dossiers.chasing import ASKED, can_be_chased
from portal.services.dossiers.deadlines import deadlines_of
from portal.services.dossiers.deciding import evaluation_of
from portal.services.dossiers.delays import delays
from portal.services.dossiers.evaluating import already_granted, evaluate_content, judged_facts
from portal.services.dossiers.findings import ShownFinding, shown_findings
from portal.services.dossiers.reading import content_of, money_of
from portal.services.listings.verifying import zone_of
from portal.store.audit import list_events_of
from portal.store.dossier_deadlines import last_told
from portal.store.dossier_documents import list_documents
from portal.store.dossier_trail import DossierDocument, DossierStep
from portal.store.dossiers import Dossier, find_renewal
from portal.web.admin.dossier_budget_page import BudgetView, budget_view
from portal.web.admin.dossier_step_page import NextSteps, OpenFile, next_steps
from portal.web.admin.forms.dossier_step_forms import StepForm

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision rested on: the step, and the version of the rules.

    ``overrides`` are the rules that were set aside: the id of each, what it says, and the reason.
    """

    step: DossierStep
    rulebook: str
    overrides: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Past:
    """One act of the history of a file."""

    at: datetime
    sentence: str
    changes: Sequence[FieldChange]


@dataclass(frozen=True, slots=True)
class Renewal:
    """The file of the years that follow: the one that there is, or the years that it would have."""

    dossier_id: int | None
    years: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as its page shows it; the findings are those of its decision, once there is one."""

    file: OpenFile
    years: str
    way: tuple[Milestone, ...]
    awaited: str
    findings: Sequence[ShownFinding]
    decided: Decided | None
    opinion: DossierStep | None
    budget: BudgetView
    documents: Sequence[DossierDocument]
    history: Sequence[Past]
    next: NextSteps
    renewal: Renewal | None
    deadlines: Sequence[Deadline]
    may_write: bool
    chased_on: date | None
    today: date
    may_edit: bool
    may_add: bool
    may_remove: bool

    @property
    def dossier(self) -> Dossier:
        """The file itself."""
        return self.file.dossier

    @property
    def here(self) -> Sequence[DossierDocument]:
        """The documents that are there."""
        return [each for each in self.documents if each.removed_at is None]

    @property
    def gone(self) -> Sequence[DossierDocument]:
        """The documents that were taken away."""
        return [each for each in self.documents if each.removed_at is not None]


def weight(size: int) -> str:
    """Return how large a document is: "12 ko", "1,4 Mo"."""
    if size < _MEGABYTE:
        return f"{max(round(size / 1024), 1)}{NBSP}ko"
    return f"{size / _MEGABYTE:.1f}{NBSP}Mo".replace(".", ",")


def open_file(session: Session, dossier: Dossier, settings: RuleSettings) -> OpenFile:
    """Return a file with its findings: those of its decision, once there is one."""
    content = content_of(dossier)
    return OpenFile(
        dossier,
        content,
        money_of(dossier),
        judged_facts(session, dossier, content),
        already_granted(session, dossier, content),
        _evaluation(session, dossier, settings),
        settings,
        lambda amount: evaluate_content(session, dossier, content, settings, amount),
    )


def file_view(
    session: Session, file: OpenFile, by: Actor, now: datetime, posted: StepForm | None = None
) -> FileView:
    """Return what to show of a file to somebody who reaches it."""
    dossier, writes = file.dossier, by.may(Permission.INSTRUCT_DOSSIERS)
    zone = ZoneInfo(zone_of(dossier.listing).time_zone)
    today = now.astimezone(zone).date()
    opened = dossier.created_at.astimezone(zone).date()
    found = shown_findings(file.evaluation)
    due = deadlines_of(session, dossier.id, today, delays())
    return FileView(
        file=file,
        years=years(dossier.first_year, dossier.last_year),
        way=milestones(opened, [(step.state, step.on) for step in dossier.steps]),
        awaited=awaited(dossier.state),
        findings=found,
        decided=_decided(dossier, found),
        budget=budget_view(file.content, dossier.listing.kind),
        opinion=_opinion(dossier),
        documents=list_documents(session, dossier.id),
        history=_history(session, dossier, by),
        next=next_steps(file, by, today, posted),
        renewal=_renewal(session, dossier) if writes else None,
        deadlines=due,
        may_write=writes and any(can_be_chased(each, today) for each in due),
        chased_on=last_told(session, ASKED, [dossier.id]).get(dossier.id),
        today=today,
        may_edit=writes and dossier.state in EDITABLE,
        may_add=writes and dossier.state not in CLOSED,
        may_remove=writes,
    )


def _evaluation(session: Session, dossier: Dossier, settings: RuleSettings) -> Evaluation:
    if dossier.decision is not None:
        return evaluation_of(dossier.decision)
    return evaluate_content(session, dossier, settings=settings)


def _decided(dossier: Dossier, found: Sequence[ShownFinding]) -> Decided | None:
    decision = dossier.decision
    if decision is None:
        return None
    step = next(each for each in dossier.steps if each.state in DECISIONS)
    told = {each.rule: each.title for each in found}
    reasons: dict[str, str] = json.loads(decision.overrides)
    aside = [(rule, told.get(rule, ""), reason) for rule, reason in reasons.items()]
    return Decided(step, decision.rulebook, aside)


def _opinion(dossier: Dossier) -> DossierStep | None:
    """Return the opinion that a decision waits on."""
    last = dossier.steps[-1] if dossier.steps else None
    return last if last and last.state is DossierState.AVIS_RENDU else None


def _history(session: Session, dossier: Dossier, by: Actor) -> Sequence[Past]:
    """Return the acts on a file; those from a time when it was another Caf's are left out."""
    return [
        Past(event.at, event.sentence, changes_of(event))
        for event in list_events_of(session, SubjectKind.DOSSIER, dossier.id)
        if by.reaches(event.caf_id)
    ]


def _renewal(session: Session, dossier: Dossier) -> Renewal | None:
    """Return what follows a file that was granted, or that ended."""
    if dossier.state not in FUNDING | {DossierState.RESILIEE, DossierState.REFUSEE}:
        return None
    span = dossier.last_year - dossier.first_year + 1
    after = years(dossier.first_year + span, dossier.last_year + span)
    return Renewal(find_renewal(session, dossier.id), after)
