"""Imports made in the browser: a file is tried, then applied, then perhaps undone as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange, Subject, SubjectKind
from portal.domain.territory import Territory
from portal.services.audit import record
from portal.services.imports import ImportReport, OnBehalf, Options, import_listings
from portal.services.imports.undo import UndoLog, Undone, undo, undo_log_from
from portal.services.listings.editing import RefusedError
from portal.store.db import db, transaction
from portal.store.import_batches import ImportBatch, get_batch
from portal.store.vocabulary import load_vocabulary

MAX_BYTES = 10 * 1024 * 1024
"""The largest file that is taken from a browser, in bytes."""

MAX_LINES = 1_000
"""The most lines: those of a larger file are written by the command, when nobody is waiting."""

_FIRST_DAY = ZoneInfo("Pacific/Wallis")
"""Where a day begins first: a date that has come there is not in the future."""

_SHOWN = 500
"""The page shows the field-level differences of so many listings."""


@dataclass(frozen=True, slots=True)
class Importing:
    """What an import from the browser needs to know of its surroundings."""

    territory: Territory
    by: Actor
    now: datetime


class OutdatedTrialError(RefusedError):
    """A file would not change any more what its trial said; ``names`` are the listings concerned.

    ``report`` says what it would change now.
    """

    def __init__(self, names: Sequence[str], report: ImportReport) -> None:
        super().__init__("Des fiches ont changé depuis l’essai.")
        self.names = names
        self.report = report


def try_file(name: str, content: bytes, about: Importing) -> ImportBatch:
    """Say what a file would change, and keep it for ``apply_batch``; nothing else is written.

    Raises ``ImportRefusedError`` when the file cannot be read.
    """
    report = _import(content, about, OnBehalf(about.by, about.now), apply=False)
    with transaction() as session:
        batch = ImportBatch(
            agent_id=about.by.agent_id,
            caf_id=_caf_of(about.by),
            file_name=name[:200] or "fichier",
            content=content,
            created_at=about.now,
        )
        _tell(batch, report, about.by)
        session.add(batch)
        return batch


def apply_batch(batch_id: int, about: Importing) -> ImportReport:
    """Write the good lines of a file that was tried, and keep what undoes it, in one transaction.

    Raises ``NotFoundError`` out of reach, ``RefusedError`` when it was applied already or when the
    file is not kept any more, ``ImportRefusedError``. ``OutdatedTrialError`` where it would do
    something else than its report says: nothing is written but the report of what it would do now.
    """

    def keep(session: Session, report: ImportReport, log: UndoLog) -> None:
        batch = get_batch(session, batch_id, about.by)
        if batch.applied_at is not None:
            raise RefusedError("Cet import a déjà été appliqué.")
        _refuse_outdated(batch, report)
        batch.applied_at, batch.undo = about.now, log.as_json()
        _tell(batch, report, about.by)
        _record(session, batch, Act.IMPORT_APPLIED, about)

    content = get_batch(db.session(), batch_id, about.by).content
    if not content:
        raise RefusedError("Ce fichier n’est plus gardé : essayez-le de nouveau.")
    try:
        return _import(content, about, OnBehalf(about.by, about.now, keep), apply=True)
    except OutdatedTrialError as outdated:
        outdated.report.applied = False
        with transaction() as session:
            batch = get_batch(session, batch_id, about.by)
            if batch.applied_at is None:
                _tell(batch, outdated.report, about.by)
        raise


def undo_batch(batch_id: int, about: Importing) -> Undone:
    """Give back what an import changed; raises as ``apply_batch`` does."""
    with transaction() as session:
        batch = get_batch(session, batch_id, about.by)
        if batch.undo is None or batch.undone_at is not None:
            raise RefusedError("Cet import ne peut pas être annulé.")
        done = undo(session, undo_log_from(batch.undo), about.by, about.now)
        batch.undone_at, batch.undo = about.now, None
        _record(session, batch, Act.IMPORT_UNDONE, about)
        return done


def differences(batch: ImportBatch) -> Sequence[tuple[str, Sequence[FieldChange]]]:
    """Return what changes in each listing that a file changes, the first hundreds of them."""
    kept = islice(json.loads(batch.report).get("differences", {}).items(), _SHOWN)
    return [(name, [FieldChange(*c) for c in changes]) for name, changes in kept]


def _import(content: bytes, about: Importing, on_behalf: OnBehalf, *, apply: bool) -> ImportReport:
    options = Options(apply=apply, on_behalf=on_behalf, most_lines=MAX_LINES)
    vocabulary = load_vocabulary(db.session())
    today = about.now.astimezone(_FIRST_DAY).date()
    return import_listings(content, vocabulary, about.territory, today, options)


def _tell(batch: ImportBatch, report: ImportReport, by: Actor) -> None:
    batch.report = json.dumps(_kept(report), ensure_ascii=False)
    batch.touched = report.caf_ids or _cafs_of(by)


def _kept(report: ImportReport) -> dict[str, Any]:
    """Return what is kept of a report, as JSON gives it back."""
    told = {
        name: [[change.field, change.before, change.after] for change in changes]
        for name, changes in report.differences.items()
    }
    drafts = {name: list(missing) for name, missing in report.drafts.items()}
    return {**report.as_json(), "differences": told, "brouillons": drafts}


def _refuse_outdated(batch: ImportBatch, report: ImportReport) -> None:
    """Raise ``OutdatedTrialError`` where a file does something else than was read of it."""
    tried, done = json.loads(batch.report), _kept(report)
    if {**tried, "applique": True} == done:
        return
    new = set(tried["creees"]) ^ set(done["creees"])
    before, after = tried.get("differences", {}), done["differences"]
    names = [name for name in before | after if before.get(name) != after.get(name)]
    raise OutdatedTrialError([*sorted(new), *(name for name in names if name not in new)], report)


def _record(session: Session, batch: ImportBatch, act: Act, about: Importing) -> None:
    """Tell the history of each Caf."""
    for caf_id in batch.touched:
        subject = Subject(SubjectKind.IMPORT, batch.id, batch.file_name, caf_id)
        record(session, about.by, act, subject, about.now)


def _caf_of(by: Actor) -> int | None:
    return min(by.caf_ids) if by.caf_ids else None


def _cafs_of(by: Actor) -> Iterable[int | None]:
    return by.caf_ids or {None}
