"""Importing listings from a CSV file, line by line, without losing a good one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.territory import Territory
from portal.domain.vocabulary import Vocabulary
from portal.services.imports.applying import Applier, batches
from portal.services.imports.columns import COLUMNS, REQUIRED, parsers
from portal.services.imports.grouping import ListingData, group
from portal.services.imports.lines import Line, LineReader
from portal.services.imports.reading import MAX_BYTES, read_csv
from portal.services.imports.report import ImportRefusedError, ImportReport, LineError
from portal.store.cafs import list_cafs
from portal.store.db import transaction
from portal.store.listings import find_by_external_ids

__all__ = [
    "MAX_BYTES",
    "ImportRefusedError",
    "ImportReport",
    "LineError",
    "Options",
    "import_listings",
]


@dataclass(frozen=True, slots=True)
class Options:
    """How to import.

    ``apply`` writes; ``strict`` writes all lines or none; ``only_new`` leaves what is known as it
    is; ``demonstration`` marks what is created as invented.
    """

    apply: bool = False
    strict: bool = False
    only_new: bool = False
    demonstration: bool = False


def import_listings(
    content: bytes,
    vocabulary: Vocabulary,
    territory: Territory,
    today: date,
    options: Options,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Import the listings of a CSV file in one transaction and say what was done.

    ``progress`` is told how many listings of how many are done. Raises ``ImportRefusedError`` when
    the file as a whole cannot be read; bad lines are left out and reported.
    """
    file = read_csv(content, COLUMNS, REQUIRED)
    report = ImportReport(encoding=file.encoding, separator=file.separator)
    reader = LineReader(parsers(vocabulary, territory), territory, today)
    lines: list[Line] = []
    for row in file.rows():
        report.lines += 1
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
    return report


def _write(
    listings: list[ListingData],
    report: ImportReport,
    options: Options,
    progress: Callable[[int, int], None],
) -> None:
    with transaction(keep=report.applied) as session:
        applier = Applier(session, list_cafs(session), options.demonstration)
        done = 0
        for batch in batches(listings):
            with session.no_autoflush:
                _apply(batch, applier, report, options)
            session.flush()
            done += len(batch)
            progress(done, len(listings))


def _apply(
    batch: Sequence[ListingData], applier: Applier, report: ImportReport, options: Options
) -> None:
    known = find_by_external_ids(applier.session, [data.external_id for data in batch])
    applier.prepare(batch)
    for data in batch:
        listing = known.get(data.external_id)
        if listing is not None and options.only_new:
            report.unchanged += 1
            continue
        outcome = applier.apply(data, listing)
        if outcome.created:
            report.created.append(outcome.external_id)
        elif outcome.changed:
            report.updated[outcome.external_id] = list(outcome.changed)
        else:
            report.unchanged += 1
