"""The files that something is awaited of, and of which deadlines the agents were told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import CLOSED, FUNDING, DossierState
from portal.domain.indicators.states import SENT
from portal.store.agents import Agent
from portal.store.cafs import Caf
from portal.store.dossier_reminders import DossierReminder
from portal.store.dossier_trail import DossierStep
from portal.store.dossiers import Dossier
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing, within_reach

_TOLD = (Role.INSTRUCTEUR, Role.RESPONSABLE)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """What of a file decides its deadlines, and how people name it.

    No more is read: these are thousands. ``steps`` are in the order in which they were taken.
    """

    id: int
    listing_id: int
    name: str
    caf_id: int
    caf: str
    first_year: int
    last_year: int
    state: DossierState
    starts_on: date | None
    ends_on: date | None
    steps: tuple[tuple[DossierState, date], ...]


def list_followed(session: Session, by: Actor | None, today: date) -> list[OpenFile]:
    """Return the files that may have a deadline, by id.

    Those within the actor's reach; every Caf's where nobody in particular asks.
    """
    open_ones = Dossier.state.not_in(CLOSED | {DossierState.BROUILLON})
    covering = and_(Dossier.state.in_(FUNDING), Dossier.ends_on >= today)
    wanted = select(Dossier.id).join(Dossier.listing).where(or_(open_ones, covering))
    return _read(session, within_reach(wanted, by) if by is not None else wanted)


def list_files(session: Session, dossier_ids: Collection[int]) -> list[OpenFile]:
    """Return these files by id; the caller looked them up in a scope."""
    return _read(session, select(Dossier.id).where(Dossier.id.in_(dossier_ids)))


def _read(session: Session, wanted: Select[int]) -> list[OpenFile]:
    steps: dict[int, list[tuple[DossierState, date]]] = defaultdict(list)
    taken = select(DossierStep.dossier_id, DossierStep.state, DossierStep.on).where(
        DossierStep.dossier_id.in_(wanted)
    )
    for dossier_id, state, on in session.execute(taken.order_by(DossierStep.id)):
        steps[dossier_id].append((state, on))
    files = select(
        Dossier.id,
        Dossier.listing_id,
        Listing.name,
        Dossier.caf_id,
        Caf.name,
        Dossier.first_year,
        Dossier.last_year,
        Dossier.state,
        Dossier.starts_on,
        Dossier.ends_on,
    )
    files = files.join(Dossier.listing).join(Dossier.caf).where(Dossier.id.in_(wanted))
    rows: Sequence[Any] = session.execute(files.order_by(Dossier.id)).all()
    return [OpenFile(*(*row, tuple(steps[row.id]))) for row in rows]


def list_renewed(session: Session) -> set[int]:
    """Return the ids of the files that another one follows, unless that was given up."""
    query = select(Dossier.renewed_from_id).where(
        Dossier.renewed_from_id.is_not(None), Dossier.state != DossierState.ABANDONNEE
    )
    return {found for found in session.scalars(query) if found is not None}


def list_reported(session: Session, listing_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return each listing and year whose indicators were sent, among these listings."""
    query = select(IndicatorReport.listing_id, IndicatorReport.year).where(
        IndicatorReport.state.in_(SENT), IndicatorReport.listing_id.in_(listing_ids)
    )
    return {(listing_id, year) for listing_id, year in session.execute(query)}


def list_told(session: Session) -> set[tuple[int, str, date]]:
    """Return each deadline of which the agents were told: file, kind, day."""
    query = select(DossierReminder.dossier_id, DossierReminder.kind, DossierReminder.due_on)
    return {(dossier_id, kind, due) for dossier_id, kind, due in session.execute(query)}


def last_told(session: Session, kind: str, dossier_ids: Collection[int]) -> dict[int, date]:
    """Return the last day on which something of that kind was told, by the id of the file."""
    query = select(DossierReminder.dossier_id, func.max(DossierReminder.due_on)).where(
        DossierReminder.kind == kind, DossierReminder.dossier_id.in_(dossier_ids)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(DossierReminder.dossier_id))}


def was_anything_told(session: Session, since: datetime, kinds: Collection[str]) -> bool:
    """Tell whether a deadline of these kinds was told since an instant."""
    query = select(DossierReminder.id).where(
        DossierReminder.sent_at >= since, DossierReminder.kind.in_(kinds)
    )
    return session.scalar(query.limit(1)) is not None


def forget_told(session: Session, told: Collection[int]) -> None:
    """Forget, inside the caller's transaction, that deadlines were told: no mail left."""
    session.execute(delete(DossierReminder).where(DossierReminder.id.in_(told)))


def list_to_tell(session: Session) -> Sequence[Agent]:
    """Return the accounts in use that are told of deadlines, with their Caf, by id."""
    query = select(Agent).where(Agent.role.in_(_TOLD), Agent.disabled_at.is_(None))
    return session.scalars(query.options(selectinload(Agent.cafs)).order_by(Agent.id)).all()
