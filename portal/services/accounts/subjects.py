"""An account as history names it."""

from __future__ import annotations

from portal.domain.history import Subject, SubjectKind
from portal.store.agents import Agent


def subject_of(agent: Agent) -> Subject:
    """Return an account as history names it, in the history of the first of its Caf."""
    caf_id = agent.cafs[0].id if agent.cafs else None
    return Subject(SubjectKind.AGENT, agent.id, agent.name, caf_id)
