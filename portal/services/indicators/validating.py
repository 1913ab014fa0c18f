"""Validating the indicators of a year, and reopening them for a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act
from portal.domain.indicators.states import ReportState
from portal.services.audit import record
from portal.services.indicators.errors import RefusedIndicatorsError, StaleReportError
from portal.services.indicators.reading import subject_of
from portal.store.db import NotFoundError, transaction
from portal.store.indicators import IndicatorReport, find_report
from portal.store.listings import get_reached

LONGEST_REASON = 500
"""Characters of why validated figures are reopened."""

_LONGEST_NAME = 120


def validate(listing_id: int, year: int, seen: int, by: Actor, now: datetime) -> IndicatorReport:
    """Accept what was sent: it changes no more, and its links show it only.

    Raises ``NotFoundError``, ``StaleReportError``, ``RefusedIndicatorsError``.
    """
    with transaction() as session:
        report = seen_report(session, listing_id, year, seen, by)
        if report.state is not ReportState.SAISI:
            raise RefusedIndicatorsError("Ces indicateurs ne sont pas à valider.")
        report.state = ReportState.VALIDE
        report.validated_by, report.validated_at = by.name[:_LONGEST_NAME], now
        _record(session, report, by, Act.INDICATORS_VALIDATED, now)
        return report


def reopen(
    listing_id: int, year: int, seen: int, reason: str, by: Actor, now: datetime
) -> IndicatorReport:
    """Let validated figures be changed again, for a reason that history keeps.

    Raises ``NotFoundError``, ``StaleReportError``, ``RefusedIndicatorsError``.
    """
    if not reason.strip():
        raise RefusedIndicatorsError("Dites pourquoi ces indicateurs sont à reprendre.")
    with transaction() as session:
        report = seen_report(session, listing_id, year, seen, by)
        if report.state is not ReportState.VALIDE:
            raise RefusedIndicatorsError("Ces indicateurs ne sont pas validés.")
        report.state = ReportState.SAISI
        report.validated_by, report.validated_at = "", None
        _record(session, report, by, Act.INDICATORS_REOPENED, now, reason.strip()[:LONGEST_REASON])
        return report


def seen_report(
    session: Session, listing_id: int, year: int, seen: int, by: Actor
) -> IndicatorReport:
    """Return a report within reach as it was seen.

    Raises ``NotFoundError``, ``StaleReportError``.
    """
    listing = get_reached(session, listing_id, by)
    report = find_report(session, listing.id, year)
    if report is None:
        raise NotFoundError(f"the listing {listing_id} has no report for {year}")
    if report.version != seen:
        raise StaleReportError
    return report


def _record(
    session: Session,
    report: IndicatorReport,
    by: Actor,
    act: Act,
    now: datetime,
    detail: str = "",
) -> None:
    session.flush()
    record(session, by, act, subject_of(report, report.listing), now, detail=detail)
