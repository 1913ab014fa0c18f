"""What the Caf and whoever answers for a place said about a report, as history keeps it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from portal.domain.history import Act, SubjectKind
from portal.domain.indicators.states import ReportState
from portal.services.audit import changes_of
from portal.store.agents import Agent
from portal.store.audit import list_events_of
from portal.store.indicators import IndicatorReport

QUESTION = "Question de la Caf"
"""The field under which history keeps the question that a report was sent back with."""


def mail_of_asker(session: Session, report: IndicatorReport) -> str:
    """Return the address for questions: that of the agent who asked last; "" where none is left."""
    asked = (
        event
        for event in list_events_of(session, SubjectKind.INDICATORS, report.id)
        if event.act == Act.INDICATORS_ASKED
    )
    newest = next(asked, None)
    agent = session.get(Agent, newest.agent_id or 0) if newest else None
    return agent.mail if agent and agent.disabled_at is None else ""


def open_question(session: Session, report: IndicatorReport) -> str:
    """Return the question that waits for an answer, "" where none does.

    What is sent again is the answer.
    """
    if report.state is not ReportState.DEMANDE:
        return ""
    questions = (
        change.after
        for event in list_events_of(session, SubjectKind.INDICATORS, report.id)
        for change in changes_of(event)
        if change.field == QUESTION
    )
    return next(questions, "")
