"""Entering the indicators of a year: kept bit by bit, then sent, until they are validated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Role
from portal.domain.days import day_in_paris
from portal.domain.history import Act, FieldChange
from portal.domain.indicators.catalogue import Catalogue
from portal.domain.indicators.figures import Figures, as_json, check
from portal.domain.indicators.states import ReportSource, ReportState
from portal.services.audit import record
from portal.services.indicators.catalogue import catalogue
from portal.services.indicators.errors import (
    ImpossibleFiguresError,
    RefusedIndicatorsError,
    StaleReportError,
    ValidatedError,
)
from portal.services.indicators.reading import Sheet, reached_sheet, subject_of
from portal.store.db import transaction
from portal.store.indicators import IndicatorReport

LONGEST_NOTE = 1000
"""Characters of what is written about a group."""

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody typed over the version that they saw; ``send``: it goes to the Caf."""

    figures: Figures
    notes: Mapping[str, str]
    seen: int
    send: bool = False


def enter(listing_id: int, year: int, entry: Entry, by: Actor, now: datetime) -> IndicatorReport:
    """Keep what an account entered for a place within its reach.

    Raises ``NotFoundError`` and what ``keep_entry`` raises.
    """
    source = ReportSource.COMPTE if by.role is Role.GESTIONNAIRE else ReportSource.AGENT
    with transaction() as session:
        sheet = reached_sheet(session, listing_id, year, by, day_in_paris(now).year)
        return keep_entry(session, sheet, entry, by, source, now)


def keep_entry(
    session: Session, sheet: Sheet, entry: Entry, by: Actor, source: ReportSource, now: datetime
) -> IndicatorReport:
    """Write an entry and its history inside the caller's transaction.

    Raises ``ValidatedError``, ``StaleReportError``, ``ImpossibleFiguresError``,
    ``RefusedIndicatorsError``. Nothing is recorded where nothing changed.
    """
    asked = catalogue()
    _refuse(sheet, entry, asked)
    report = sheet.report or _new_report(session, sheet)
    changes = _changes(sheet, entry, asked)
    state = ReportState.SAISI if entry.send else report.state
    if not changes and state is report.state:
        return report
    report.figures = as_json(_with_retired(sheet, entry, asked))
    report.notes = json.dumps(_notes(entry), ensure_ascii=False)
    report.state, report.source = state, source
    report.entered_by, report.entered_at = by.name[:_LONGEST_NAME], now
    session.flush()
    detail = "envoyés à la Caf" if entry.send else "enregistrés"
    subject = subject_of(report, sheet.listing)
    record(session, by, Act.INDICATORS_ENTERED, subject, now, changes, detail)
    return report


def _refuse(sheet: Sheet, entry: Entry, asked: Catalogue) -> None:
    if sheet.report is not None and sheet.report.state is ReportState.VALIDE:
        raise ValidatedError
    begun = sheet.report is not None and sheet.report.entered_at is not None
    if begun and entry.seen != sheet.version:
        raise StaleReportError
    if problems := check(entry.figures, asked):
        raise ImpossibleFiguresError(problems)
    if entry.send and not entry.figures:
        raise RefusedIndicatorsError("Écrivez au moins un chiffre avant d’envoyer.")
    if sheet.report is not None and sheet.report.state is ReportState.SAISI and not entry.figures:
        raise RefusedIndicatorsError(
            "Ces indicateurs sont envoyés à la Caf : laissez au moins un chiffre."
        )
    if any(len(note) > LONGEST_NOTE for note in entry.notes.values()):
        raise RefusedIndicatorsError(f"Remarques : {LONGEST_NOTE} caractères au plus.")


def _new_report(session: Session, sheet: Sheet) -> IndicatorReport:
    report = IndicatorReport(
        listing_id=sheet.listing.id, year=sheet.year, state=ReportState.DEMANDE
    )
    session.add(report)
    session.flush()
    return report


def _with_retired(sheet: Sheet, entry: Entry, asked: Catalogue) -> Figures:
    """Return the figures to keep: answers to what is asked no more stay as they were."""
    retired = {slug: n for slug, n in sheet.figures.items() if asked.find(slug) is None}
    return retired | {slug: n for slug, n in entry.figures.items() if asked.find(slug)}


def _notes(entry: Entry) -> dict[str, str]:
    return {slug: note for slug, note in sorted(entry.notes.items()) if note}


def _changes(sheet: Sheet, entry: Entry, asked: Catalogue) -> list[FieldChange]:
    before, after = sheet.figures, entry.figures
    changed = [
        FieldChange(each.label, _shown(before.get(each.slug)), _shown(after.get(each.slug)))
        for each in asked.indicators
        if before.get(each.slug) != after.get(each.slug)
    ]
    noted = [
        FieldChange(f"Remarques : {group.label}", old, new)
        for group in asked.groups
        if (old := sheet.notes.get(group.slug, "")) != (new := entry.notes.get(group.slug, ""))
    ]
    return changed + noted


def _shown(figure: int | None) -> str:
    return "" if figure is None else str(figure)
