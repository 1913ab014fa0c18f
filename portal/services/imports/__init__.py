"""Importing listings from a CSV or XLSX file, line by line, without losing a good one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.territory import Territory
from portal.domain.vocabulary import Vocabulary
from portal.services.imports.applying import Applier, Outcome, batches
from portal.services.imports.columns import COLUMNS, REQUIRED, parsers
from portal.services.imports.grouping import ListingData, group, shown_value
from portal.services.imports.lines import Line, LineReader
from portal.services.imports.on_behalf import OnBehalf
from portal.services.imports.reading import MAX_BYTES, read_csv
from portal.services.imports.report import ImportRefusedError, ImportReport, LineError
from portal.services.imports.workbook import is_workbook, read_workbook
from portal.services.listings.editing import KIND_IS_HELD
from portal.store.cafs import list_cafs
from portal.store.db import db, transaction
from portal.store.listings import Listing, find_by_external_ids

__all__ = [
    "MAX_BYTES",
    "ImportRefusedError",
    "ImportReport",
    "LineError",
    "OnBehalf",
    "Options",
    "import_listings",
]


@dataclass(frozen=True, slots=True)
class Options:
    """How to import.

    ``apply`` writes; ``strict`` writes all lines or none; ``only_new`` leaves what is known as it
    is; ``demonstration`` marks what is created as invented. ``on_behalf`` is whose import it is:
    without it nothing is out of reach, what is created is public, and history says nothing.
    ``most_lines`` refuses a longer file as a whole.
    """

    apply: bool = False
    strict: bool = False
    only_new: bool = False
    demonstration: bool = False
    on_behalf: OnBehalf | None = None
    most_lines: int | None = None


def import_listings(
    content: bytes,
    vocabulary: Vocabulary,
    territory: Territory,
    today: date,
    options: Options,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Import the listings of a file in one transaction and say what was done, or would be.

    A dry run keeps nobody waiting: it never takes the write lock. ``progress`` is told how many
    listings of how many are done. Raises ``ImportRefusedError`` when the file as a whole cannot be
    read; bad lines are left out and reported.
    """
    open_file = read_workbook if is_workbook(content) else read_csv
    file = open_file(content, COLUMNS, REQUIRED)
    report = ImportReport(encoding=file.encoding, separator=file.separator)
    reader = LineReader(parsers(vocabulary, territory), territory, today)
    lines: list[Line] = []
    for row in file.rows():
        report.lines += 1
        if options.most_lines is not None and report.lines > options.most_lines:
            raise ImportRefusedError(_too_long(options.most_lines))
        read = reader.read(row)
        if isinstance(read, Line):
            lines.append(read)
        else:
            report.errors.extend(read)
    listings, errors = group(lines)
    report.errors.extend(errors)
    report.errors.sort(key=lambda error: error.line)
    report.applied = options.apply and not (options.strict and report.errors)
    _write(listings, report, options, progress)
    report.errors.sort(key=lambda error: error.line)
    return report


def _write(
    listings: list[ListingData],
    report: ImportReport,
    options: Options,
    progress: Callable[[int, int], None],
) -> None:
    behalf = options.on_behalf
    with transaction() if report.applied else _rehearsal() as session:
        cafs, rehearsal = list_cafs(session), not report.applied
        applier = Applier(session, cafs, options.demonstration, behalf, rehearsal)
        done = 0
        for batch in batches(listings):
            with session.no_autoflush:
                outcomes = _apply(batch, applier, report, options)
            if report.applied:
                _save(session, outcomes, behalf)
            done += len(batch)
            progress(done, len(listings))
        if report.applied and behalf:
            behalf.finish(session, report)


@contextmanager
def _rehearsal() -> Iterator[Session]:
    """Give a session in which everything can be changed and nothing is ever written."""
    session = db.session()
    session.rollback()
    try:
        with session.no_autoflush:
            yield session
    finally:
        session.rollback()


def _save(session: Session, outcomes: Sequence[Outcome], on_behalf: OnBehalf | None) -> None:
    if on_behalf:
        on_behalf.after(session, [(o.listing, o.created, o.changes) for o in outcomes])
    else:
        session.flush()


def _apply(
    batch: Sequence[ListingData], applier: Applier, report: ImportReport, options: Options
) -> list[Outcome]:
    """Write the listings of a batch, and return those that were created or changed."""
    known = find_by_external_ids(applier.session, [data.external_id for data in batch])
    if options.on_behalf and report.applied:
        options.on_behalf.before(applier.session, known.values())
    applier.prepare(batch, known.values())
    outcomes = []
    for data in batch:
        listing = known.get(data.external_id)
        if _is_refused(data, listing, applier, report, options):
            continue
        if listing is not None and options.only_new:
            report.unchanged += 1
            continue
        outcome = applier.apply(data, listing)
        report.add(data.external_id, outcome.created, outcome.changes, outcome.missing)
        if outcome.created or outcome.changes:
            outcomes.append(outcome)
            report.caf_ids.add(outcome.listing.caf.id if outcome.listing.caf else None)
    return outcomes


def _is_refused(
    data: ListingData,
    listing: Listing | None,
    applier: Applier,
    report: ImportReport,
    options: Options,
) -> bool:
    """Report a listing that was merged, is out of the importer's reach, or must keep its type."""
    reason, column, value = "", "id_externe", data.external_id
    if listing is not None and listing.merged_into_id is not None:
        reason = "cette fiche a été fusionnée dans une autre"
    elif options.on_behalf is not None:
        reason = options.on_behalf.refusal(listing, applier.caf_of(data))
    if not (reason or options.only_new) and applier.changes_held_kind(data, listing):
        reason, column, value = KIND_IS_HELD, "type", shown_value(data.values["type"])
    if reason:
        report.errors.append(LineError(data.first_line, column, value, reason))
    return bool(reason)


def _too_long(most: int) -> str:
    shown = f"{most:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return (
        f"il a plus de {shown} lignes : coupez-le en plusieurs fichiers, ou demandez à "
        "l’administrateur de l’importer par la commande «listings import»"
    )
