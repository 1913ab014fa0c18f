"""Undoing an import: what was there before is noted while it runs, and put back later."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act
from portal.services.audit import record_all
from portal.services.listings.editing import version_of
from portal.services.listings.reading import subject_of
from portal.store import rows
from portal.store.dossiers import list_with_open_files
from portal.store.listings import Listing, list_reached
from portal.store.revisions import touch
from portal.store.rows import Row, Rows


@dataclass(slots=True)
class UndoLog:
    """What an import changed: rows before, and versions after, to know what was edited since."""

    before: Rows = field(default_factory=dict)
    created: list[int] = field(default_factory=list)
    versions: dict[int, int] = field(default_factory=dict)
    verified_after: dict[int, str | None] = field(default_factory=dict)
    operators_before: dict[int, Row] = field(default_factory=dict)
    operators_after: dict[int, Row] = field(default_factory=dict)
    operators_created: list[int] = field(default_factory=list)

    def as_json(self) -> str:
        """Write it as the database keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def undo_log_from(text: str) -> UndoLog:
    """Read a log back; JSON has made its numbers texts where they are keys."""
    read = json.loads(text)
    for name in ("versions", "verified_after", "operators_before", "operators_after"):
        read[name] = {int(key): value for key, value in read[name].items()}
    return UndoLog(**read)


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: how many listings it gave back or removed, and those that it left."""

    given_back: int
    removed: int
    left: tuple[str, ...]


def undo(session: Session, log: UndoLog, by: Actor, now: datetime) -> Undone:
    """Put back what the import found, inside the caller's transaction.

    A listing that somebody changed or used since stays as it is, and is named; so does one that
    would change its type while a funding file is open. Raises ``NotFoundError`` when a listing is
    out of reach.
    """
    known = rows.versions_of(session, log.versions)
    reached = list_reached(session, known, by)
    edited = {i for i, version in log.versions.items() if known.get(i) != version}
    edited |= _held(session, log, reached)
    created, used = set(log.created), rows.list_used(session, log.created)
    left = edited | (used & created)
    names = tuple(listing.name for listing in reached if listing.id in left)
    back = set(log.versions) - created - left
    events = _note(session, [each for each in reached if each.id not in left], back, by, now)
    rows.put_back(session, _still_verified(session, log, rows.only(log.before, back)))
    rows.remove(session, created - left)
    _undo_operators(session, log)
    touch(session, back | (created - left))
    session.expire_all()
    _keep_versions(session, list_reached(session, back, by), events)
    return Undone(len(back), len(created - left), names)


def _held(session: Session, log: UndoLog, listings: Iterable[Listing]) -> set[int]:
    """Return the listings whose type would change while a funding file is open."""
    kinds = {row["id"]: row["kind"] for row in log.before.get("listing", [])}
    changed = {each.id for each in listings if kinds.get(each.id, each.kind) != each.kind}
    return list_with_open_files(session, changed)


def _still_verified(session: Session, log: UndoLog, before: Rows) -> Rows:
    """Keep the day of a verification that was made after the import: somebody did ask."""
    now = rows.verified_days(session, log.versions)
    for row in before["listing"]:
        if now[row["id"]] != log.verified_after.get(row["id"]):
            row["verified_on"] = now[row["id"]]
    return before


def _note(
    session: Session, undone: Iterable[Listing], back: Collection[int], by: Actor, now: datetime
) -> dict[int, int]:
    """Tell history, while the listings that will be removed still have names.

    Return the event of each listing.
    """
    subjects = {each.id: subject_of(each) for each in undone}
    events: dict[int, int] = {}
    for ids, detail in ((set(back), ""), (set(subjects) - set(back), "fiche retirée")):
        done = [(subjects[i], ()) for i in sorted(ids)]
        told = record_all(session, by, Act.LISTING_IMPORT_UNDONE, done, now, detail)
        events |= dict(zip(sorted(ids), (event.id for event in told), strict=True))
    return events


def _keep_versions(
    session: Session, listings: Iterable[Listing], events: Mapping[int, int]
) -> None:
    session.add_all(version_of(listing, events[listing.id]) for listing in listings)


def _undo_operators(session: Session, log: UndoLog) -> None:
    now = rows.operators_of(session, log.operators_before)
    for operator_id, row in log.operators_before.items():
        # Somebody may have corrected it since: then it is theirs.
        if now.get(operator_id) == log.operators_after.get(operator_id) != row:
            rows.put_operator_back(session, row)
    rows.remove_operators(session, log.operators_created)
