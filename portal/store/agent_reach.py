"""Which accounts and managing bodies somebody who keeps accounts may look at."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from portal.domain.access import EVERYWHERE, Actor, Role
from portal.store.agents import Agent
from portal.store.cafs import Caf
from portal.store.db import NotFoundError
from portal.store.french_order import in_french_order
from portal.store.listings import Listing
from portal.store.operators import Operator


def list_reached_agents(session: Session, by: Actor) -> list[Agent]:
    """Return the accounts within the scope of who asks, those in use first, by name."""
    query = select(Agent).where(_reached(by)).options(selectinload(Agent.cafs))
    disabled = Agent.disabled_at.is_not(None)
    return list(session.scalars(query.order_by(disabled, in_french_order(Agent.name), Agent.id)))


def get_reached_agent(session: Session, agent_id: int, by: Actor) -> Agent:
    """Return an account within the scope of who asks, or raise ``NotFoundError``."""
    agent = session.scalar(select(Agent).where(Agent.id == agent_id, _reached(by)))
    if agent is None:
        raise NotFoundError(f"no agent within reach has the id {agent_id}")
    return agent


def list_reached_cafs(session: Session, by: Actor) -> list[Caf]:
    """Return the Caf within the scope of who asks, by code."""
    inside = true() if by.sees_everything else Caf.id.in_(by.caf_ids)
    return list(session.scalars(select(Caf).where(inside).order_by(Caf.code)))


def list_reached_operators(session: Session, by: Actor) -> list[Operator]:
    """Return the managing bodies whose people the actor may let in, by name.

    For who answers for a Caf: those whose listings are all in it, since their people see them all.
    """
    query = select(Operator).order_by(in_french_order(Operator.name))
    if not by.sees_everything:
        query = query.where(_listed_in(by), ~_listed_elsewhere(by))
    return list(session.scalars(query))


def list_operator_cafs(session: Session, operator_id: int) -> list[Caf]:
    """Return the Caf in which a managing body runs something, by code."""
    inside = Caf.id.in_(select(Listing.caf_id).where(Listing.operator_id == operator_id))
    return list(session.scalars(select(Caf).where(inside).order_by(Caf.code)))


def count_active_admins(session: Session) -> int:
    """Return how many administrators can sign in."""
    query = select(func.count()).where(Agent.role == Role.ADMIN, Agent.disabled_at.is_(None))
    return session.scalar(query) or 0


def _reached(by: Actor) -> ColumnElement[bool]:
    if by.sees_everything:
        return true()
    theirs = select(Operator.id).where(_listed_in(by))
    return Agent.role.not_in(EVERYWHERE) & or_(
        Agent.cafs.any(Caf.id.in_(by.caf_ids)), Agent.operator_id.in_(theirs)
    )


def _listed_in(by: Actor) -> ColumnElement[bool]:
    return exists().where(Listing.operator_id == Operator.id, Listing.caf_id.in_(by.caf_ids))


def _listed_elsewhere(by: Actor) -> ColumnElement[bool]:
    outside = Listing.caf_id.is_(None) | Listing.caf_id.not_in(by.caf_ids)
    return exists().where(Listing.operator_id == Operator.id, outside)
