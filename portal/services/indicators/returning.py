"""Sending what a place answered back to it, with a question, instead of validating it."""

from __future__ import annotations

from datetime import datetime

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange
from portal.domain.indicators.states import ReportState
from portal.services.audit import record
from portal.services.indicators.asking import AddressOf, Asked, ask_question
from portal.services.indicators.conversation import QUESTION
from portal.services.indicators.errors import RefusedIndicatorsError
from portal.services.indicators.reading import subject_of
from portal.services.indicators.validating import seen_report
from portal.store.db import transaction

LONGEST_QUESTION = 500
"""Characters of a question."""


def send_back(
    listing_id: int,
    year: int,
    seen: int,
    question: str,
    by: Actor,
    now: datetime,
    address_of: AddressOf,
) -> Asked:
    """Let a place answer again: it gets the question with a new link, and keeps its figures.

    Raises ``NotFoundError``, ``StaleReportError``, ``RefusedIndicatorsError``.
    """
    wanted = question.strip()[:LONGEST_QUESTION]
    if not wanted:
        raise RefusedIndicatorsError("Écrivez votre question.")
    with transaction() as session:
        report = seen_report(session, listing_id, year, seen, by)
        if report.state is not ReportState.SAISI:
            raise RefusedIndicatorsError("Ces indicateurs ne sont pas à valider.")
        report.state = ReportState.DEMANDE
        session.flush()
        record(
            session,
            by,
            Act.INDICATORS_REOPENED,
            subject_of(report, report.listing),
            now,
            [FieldChange(QUESTION, "", wanted)],
            "renvoyés avec une question",
        )
    return ask_question(listing_id, year, wanted, by, now, address_of)
