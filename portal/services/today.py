"""Today: what awaits somebody of the staff side, and how the directory is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Permission
from portal.domain.calendar import SchoolCalendar
from portal.domain.days import day_in_paris
from portal.domain.dossiers.path import duties
from portal.domain.dossiers.states import DossierState
from portal.domain.labels import LabelledEnum
from portal.domain.listing import ListingStatus
from portal.services.directory import Directory
from portal.services.dossiers.deadlines import all_deadlines
from portal.services.dossiers.delays import delays
from portal.services.listings.review_queue import review_queue
from portal.services.readiness import readiness
from portal.store.dossier_table import Scope, count_awaited
from portal.store.moderation import QueueFilters, count_waiting, list_queue
from portal.store.today import (
    count_by_status,
    count_cafs,
    count_entrusted,
    list_drafts,
)

_A_YEAR = timedelta(days=365)


class Task(LabelledEnum):
    """What can wait for somebody; the label follows the number."""

    MODERATION = "moderation", "signalements et propositions à traiter"
    VERIFICATION = "verification", "fiches à vérifier"
    ENTRUSTED = "confiees", "fiches confiées à vous"
    DRAFTS = "brouillons", "brouillons à reprendre"
    INSTRUCTION = "instruction", "dossiers à instruire"
    DECISION = "decision", "dossiers en attente de décision"
    DEADLINES = "echeances", "échéances arrivées dans les dossiers"


FILES: Mapping[Task, tuple[Permission, frozenset[DossierState]]] = {
    Task.INSTRUCTION: (
        Permission.INSTRUCT_DOSSIERS,
        frozenset({DossierState.DEPOSEE, DossierState.EN_INSTRUCTION}),
    ),
    Task.DECISION: (Permission.DECIDE_DOSSIERS, frozenset({DossierState.AVIS_RENDU})),
}
"""The tasks of funding files: who does them, and where the files stand that wait for it.

While documents are awaited of the managing body nothing waits for the Caf.
"""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """How much of a task waits, and since when the oldest does.

    ``SINCE_ALWAYS`` is what never was verified; ``listing_id`` is where the oldest draft is to be
    taken up, None for a new listing.
    """

    task: Task
    number: int
    since: date | None = None
    listing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The directory within a reach; ``cafs`` and ``waiting`` only for the whole country."""

    published: int
    unpublished: int
    verified: int
    cafs: int | None
    waiting: int | None

    @property
    def verified_share(self) -> int | None:
        """The share of published listings that were verified within a year, in percent."""
        return self.verified * 100 // self.published if self.published else None


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far the index is behind the database, and of when its data are."""

    behind: int
    data_of: datetime


def what_awaits(
    session: Session, by: Actor, now: datetime, school: SchoolCalendar
) -> list[Awaiting]:
    """Return what may wait for the actor by their permissions, numbers of zero included."""
    return list(_awaiting(session, by, now, school))


def figures(session: Session, by: Actor, today: date) -> Figures:
    """Return the numbers of the directory within the actor's reach."""
    by_status = count_by_status(session, by, today - _A_YEAR)
    published, verified = by_status.pop(ListingStatus.PUBLIEE, (0, 0))
    by_status.pop(ListingStatus.ARCHIVEE, None)
    everywhere = by.sees_everything
    now = datetime.combine(today, datetime.max.time(), UTC)
    return Figures(
        published=published,
        unpublished=sum(number for number, _ in by_status.values()),
        verified=verified,
        cafs=count_cafs(session) if everywhere else None,
        waiting=count_waiting(session, by, now) if everywhere else None,
    )


def index_state(directory: Directory) -> IndexState:
    """Return how far the index of this process follows. Raises ``SearchIndexError``."""
    found = readiness(directory)
    behind = (found["revision_base"] or 0) - (found["revision_index"] or 0)
    return IndexState(max(0, behind), directory.index.built_at)


def _awaiting(
    session: Session, by: Actor, now: datetime, school: SchoolCalendar
) -> Iterator[Awaiting]:
    if by.may(Permission.MODERATE):
        items, number = list_queue(session, by, QueueFilters(), now, 1, 1)
        yield Awaiting(Task.MODERATION, number, day_in_paris(items[0].sent_at) if items else None)
    if by.may(Permission.VERIFY_LISTINGS):
        late = [each for each in review_queue(session, by, day_in_paris(now), school) if each.late]
        yield Awaiting(Task.VERIFICATION, len(late), late[0].due if late else None)
    if by.may(Permission.EDIT_LISTINGS) and by.agent_id is not None:
        number, since = count_entrusted(session, by)
        yield Awaiting(Task.ENTRUSTED, number, day_in_paris(since) if since else None)
        drafts = list_drafts(session, by.agent_id)
        first = drafts[0] if drafts else (None, None)
        since = first[1]
        yield Awaiting(Task.DRAFTS, len(drafts), day_in_paris(since) if since else None, first[0])
    yield from _awaiting_files(session, by)
    if by.may(Permission.INSTRUCT_DOSSIERS):
        today = day_in_paris(now)
        found = all_deadlines(session, by, today, delays())
        due = [each.deadline for each in found if each.deadline.due <= today]
        yield Awaiting(Task.DEADLINES, len(due), due[0].due if due else None)


def _awaiting_files(session: Session, by: Actor) -> Iterator[Awaiting]:
    """Yield the tasks of funding files that the actor may do; one query counts them all."""
    tasks = {task: states for task, (needed, states) in FILES.items() if by.may(needed)}
    found = count_awaited(session, Scope(by, duties(by))) if tasks else {}
    for task, states in tasks.items():
        counts = [found[state] for state in states if state in found]
        since = min((day for _, day in counts), default=None)
        yield Awaiting(task, sum(number for number, _ in counts), since)
