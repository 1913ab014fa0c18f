"""The table of funding files: its pages, its totals, and the sheet that people take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.days import day_in_paris
from portal.domain.dossiers.deadlines import Deadline, Delays
from portal.domain.dossiers.path import awaited, duties
from portal.domain.history import Act, Subject, SubjectKind
from portal.services.audit import record
from portal.services.dossiers.deadlines import next_deadlines
from portal.services.exports.sheet import Cell, Sheet
from portal.store.db import transaction
from portal.store.dossier_table import (
    FileQuestion,
    FileRow,
    FileTotals,
    Scope,
    list_file_names,
    list_file_rows,
    stream_file_rows,
    total_files,
)
from search_index.text import fold

COLUMNS = (
    "Dossier",
    "Fiche",
    "Type",
    "Caf",
    "Axe",
    "Première année",
    "Dernière année",
    "Étape",
    "Depuis le",
    "Attendu",
    "Demandé (€)",
    "Accordé (€)",
    "Versé (€)",
    "Convention du",
    "Convention au",
)


def file_rows(
    session: Session, by: Actor, asked: FileQuestion
) -> tuple[Sequence[FileRow], FileTotals, FileQuestion]:
    """Return a page of the table, its totals, and the question with its page put right."""
    scope = _scope(session, by, asked)
    totals = total_files(session, scope, asked)
    last = max(1, -(-totals.number // asked.size))
    asked = replace(asked, page=min(asked.page, last))
    return list_file_rows(session, scope, asked), totals, asked


def due_next(
    session: Session, rows: Sequence[FileRow], today: date, allowed: Delays
) -> dict[int, Deadline]:
    """Return the next deadline of each file of a page that has one, by the id of the file."""
    return next_deadlines(session, [row.id for row in rows], today, allowed)


def since(row: FileRow) -> date:
    """Return the day since which a file stands where it is: its last step, or its opening."""
    return row.since or day_in_paris(row.opened_at)


def export_files(asked: FileQuestion, by: Actor, now: datetime) -> Sheet:
    """Return every file of the table as a sheet; history says who took them away."""
    with transaction() as session:
        scope = _scope(session, by, asked)
        rows = [_cells(row) for row in stream_file_rows(session, scope, asked)]
        caf_id = min(by.caf_ids) if by.caf_ids else None
        name = f"{len(rows)} {'dossiers' if len(rows) > 1 else 'dossier'}"
        subject = Subject(SubjectKind.EXPORT, None, name, caf_id)
        record(session, by, Act.DOSSIERS_EXPORTED, subject, now)
        return Sheet("Dossiers", COLUMNS, rows)


def _scope(session: Session, by: Actor, asked: FileQuestion) -> Scope:
    """Return whose table it is; words are looked for whatever their accents, capitals and order."""
    wanted = fold(asked.words).split()
    if not wanted:
        return Scope(by, duties(by))
    names = [(listing_id, fold(text)) for listing_id, text in list_file_names(session, by)]
    having = [listing_id for listing_id, text in names if all(word in text for word in wanted)]
    return Scope(by, duties(by), having)


def _cells(row: FileRow) -> tuple[Cell, ...]:
    return (
        row.id,
        row.name,
        row.kind.label,
        row.caf,
        row.axis.label,
        row.first_year,
        row.last_year,
        row.state.label,
        _day(since(row)),
        awaited(row.state),
        _amount(row.asked),
        _amount(row.granted),
        _amount(row.paid),
        _day(row.starts_on),
        _day(row.ends_on),
    )


def _day(day: date | None) -> Cell:
    return day.isoformat() if day else None


def _amount(amount: Decimal | None) -> Cell:
    # A cell holds a double: it gives back every cent below a hundred thousand billion euros.
    return None if amount is None else float(amount)
