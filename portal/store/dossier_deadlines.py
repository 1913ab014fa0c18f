"""The files that something is awaited of, and of which deadlines the agents were told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import CLOSED, FUNDING, DossierState
from portal.store.agents import Agent
from portal.store.dossier_reminders import DossierReminder
from portal.store.dossiers import Dossier
from portal.store.indicators import IndicatorReport
from portal.store.listings import within_reach

_TOLD = (Role.INSTRUCTEUR, Role.RESPONSABLE)


def list_followed(session: Session, by: Actor | None, today: date) -> Sequence[Dossier]:
    """Return the files that may have a deadline, with their steps, by id.

    Those within the actor's reach; every Caf's where nobody in particular asks.
    """
    open_ones = Dossier.state.not_in(CLOSED | {DossierState.BROUILLON})
    covering = and_(Dossier.state.in_(FUNDING), Dossier.ends_on >= today)
    query = select(Dossier).join(Dossier.listing)
    query = query.where(or_(open_ones, covering)).order_by(Dossier.id)
    if by is not None:
        query = within_reach(query, by)
    return session.scalars(
        query.options(
            joinedload(Dossier.listing),
            joinedload(Dossier.caf),
            selectinload(Dossier.steps),
        )
    ).all()


def list_renewed(session: Session) -> set[int]:
    """Return the ids of the files that another one follows, unless that was given up."""
    query = select(Dossier.renewed_from_id).where(
        Dossier.renewed_from_id.is_not(None), Dossier.state != DossierState.ABANDONNEE
    )
    return {found for found in session.scalars(query) if found is not None}


def list_reported(session: Session, listing_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return each listing and year whose indicators were entered, among these listings."""
    query = select(IndicatorReport.listing_id, IndicatorReport.year).where(
        IndicatorReport.entered_at.is_not(None), IndicatorReport.listing_id.in_(listing_ids)
    )
    return {(listing_id, year) for listing_id, year in session.execute(query)}


def list_told(session: Session) -> set[tuple[int, str, date]]:
    """Return each deadline of which the agents were told: file, kind, day."""
    query = select(DossierReminder.dossier_id, DossierReminder.kind, DossierReminder.due_on)
    return {(dossier_id, kind, due) for dossier_id, kind, due in session.execute(query)}


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
