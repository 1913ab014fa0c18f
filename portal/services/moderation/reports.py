"""Deciding on what the public told us: taken in charge, accepted with its fix, or refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, SubjectKind
from portal.domain.moderation import USUAL_ANSWERS, Fix, fixes_for
from portal.domain.reports import ReportState
from portal.services.audit import record
from portal.services.listings.editing import RefusedError
from portal.services.moderation.decisions import DecidedError, LastAct, last_act, subject
from portal.services.moderation.fixes import PhoneFix, apply_fix
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_reached
from portal.store.reports import Report, get_reached_report

LONGEST_ANSWER = 1000
"""Characters of what the person who reported reads."""

_OPEN = (ReportState.RECU, ReportState.EN_COURS)


@dataclass(frozen=True, slots=True)
class ReportDecision:
    """What an agent decided, having seen the report in the state ``seen``.

    Without an answer, the one who reported reads the usual one of the fix.
    """

    seen: ReportState
    answer: str
    fix: Fix = Fix.AUCUN
    phone: PhoneFix = field(default_factory=PhoneFix)


def read_report(report_id: int, by: Actor) -> tuple[Report, LastAct | None]:
    """Return a report and what was done to it last; ``NotFoundError`` out of the actor's reach."""
    session = db.session()
    report = get_reached_report(session, report_id, by)
    return report, last_act(session, SubjectKind.REPORT, report.id)


def take_report(report_id: int, seen: ReportState, by: Actor, now: datetime) -> None:
    """Tell the others, and the person who reported, that somebody looks into it.

    Raises ``NotFoundError``, ``DecidedError``.
    """
    with transaction() as session:
        report = _open_report(session, report_id, seen, by)
        _move(session, report, ReportState.EN_COURS, Act.REPORT_TAKEN, by, now)


def accept_report(report_id: int, decision: ReportDecision, by: Actor, now: datetime) -> Listing:
    """Accept a report, answer it and fix the listing, all or nothing; return the listing.

    Raises ``NotFoundError``, ``DecidedError``, ``RefusedError``.
    """
    with transaction() as session:
        report = _open_report(session, report_id, decision.seen, by)
        if decision.fix not in fixes_for(report.reason):
            raise RefusedError("Suite : choisissez ce qui est à faire dans la fiche.")
        listing = get_reached(session, report.listing_id, by)
        apply_fix(session, listing, decision.fix, decision.phone, by, now)
        report.answer = decision.answer or USUAL_ANSWERS[decision.fix]
        _move(session, report, ReportState.ACCEPTE, Act.REPORT_ACCEPTED, by, now)
        return listing


def refuse_report(report_id: int, decision: ReportDecision, by: Actor, now: datetime) -> None:
    """Refuse a report; the answer is the reason. As ``accept_report``."""
    with transaction() as session:
        report = _open_report(session, report_id, decision.seen, by)
        if not decision.answer:
            raise RefusedError("Réponse : dites pourquoi la fiche ne change pas.")
        report.answer = decision.answer
        _move(session, report, ReportState.REFUSE, Act.REPORT_REFUSED, by, now)


def _open_report(session: Session, report_id: int, seen: ReportState, by: Actor) -> Report:
    """Return a report that is as the actor saw it, still to be decided."""
    report = get_reached_report(session, report_id, by)
    if report.state not in _OPEN or report.state is not seen:
        raise DecidedError(last_act(session, SubjectKind.REPORT, report.id))
    return report


def _move(
    session: Session, report: Report, state: ReportState, act: Act, by: Actor, now: datetime
) -> None:
    report.state, report.state_changed_at = state, now
    record(session, by, act, subject(SubjectKind.REPORT, report.id, report.listing), now)
