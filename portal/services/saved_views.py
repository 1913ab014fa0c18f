"""Saved views: filters and sorting of a table under a name, each agent's own."""

from __future__ import annotations

from portal.domain.access import Actor
from portal.services.listings.editing import RefusedError
from portal.store.db import transaction
from portal.store.saved_views import delete_view, find_view, list_views
from portal.store.workbench import SavedView

MOST = 50
_LONGEST_NAME, _LONGEST_QUERY = 80, 1000


def save_view(page: str, name: str, query: str, by: Actor) -> None:
    """Keep a view; one of the same name is replaced. Raises ``RefusedError``."""
    if not 0 < len(name) <= _LONGEST_NAME:
        raise RefusedError(f"Nom de la vue : écrivez de 1 à {_LONGEST_NAME} caractères.")
    if by.agent_id is None or len(query) > _LONGEST_QUERY:
        raise RefusedError("Cette vue a trop de filtres pour être enregistrée.")
    with transaction() as session:
        known = find_view(session, by.agent_id, page, name)
        if known is not None:
            known.query = query
            return
        if len(list_views(session, by.agent_id, page)) >= MOST:
            raise RefusedError(f"Vous avez déjà {MOST} vues : effacez-en une.")
        session.add(SavedView(agent_id=by.agent_id, page=page, name=name, query=query))


def forget_view(view_id: int, by: Actor) -> None:
    """Delete one of the actor's own views; another's stays."""
    with transaction() as session:
        delete_view(session, by.agent_id, view_id)
