"""Saved views: the filters that an agent named."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.store.workbench import SavedView


def list_views(session: Session, agent_id: int | None, page: str) -> Sequence[SavedView]:
    """Return the views that an agent saved for a page, by name."""
    query = select(SavedView).where(SavedView.agent_id == agent_id, SavedView.page == page)
    return session.scalars(query.order_by(SavedView.name)).all()


def find_view(session: Session, agent_id: int, page: str, name: str) -> SavedView | None:
    """Return an agent's view of that name, if there is one."""
    query = select(SavedView).where(SavedView.agent_id == agent_id, SavedView.page == page)
    return session.scalar(query.where(SavedView.name == name))


def delete_view(session: Session, agent_id: int | None, view_id: int) -> None:
    """Delete a view, if it is this agent's."""
    mine = (SavedView.id == view_id) & (SavedView.agent_id == agent_id)
    session.execute(delete(SavedView).where(mine))
