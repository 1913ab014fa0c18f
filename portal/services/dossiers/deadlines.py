"""The deadlines of files within somebody's reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.dossiers.deadlines import Deadline, Delays, FollowedFile, deadlines
from portal.services.dossiers.funded import between
from portal.store.dossier_deadlines import (
    OpenFile,
    list_files,
    list_followed,
    list_renewed,
    list_reported,
)


@dataclass(frozen=True, slots=True)
class FileDeadline:
    """A deadline with the file that it is of."""

    file: OpenFile
    deadline: Deadline


def all_deadlines(
    session: Session, by: Actor | None, today: date, delays: Delays
) -> list[FileDeadline]:
    """Return every deadline of the files within reach, the first first.

    Of every Caf where nobody in particular asks.
    """
    found = [
        FileDeadline(file, deadline)
        for file, followed in _followed(session, list_followed(session, by, today))
        for deadline in deadlines(followed, today, delays)
    ]
    return sorted(found, key=lambda each: (each.deadline, each.file.id))


def deadlines_of(
    session: Session, dossier_id: int, today: date, delays: Delays
) -> tuple[Deadline, ...]:
    """Return the deadlines of one file, the first first; the caller looked it up in a scope."""
    [(_, file)] = _followed(session, list_files(session, [dossier_id]))
    return deadlines(file, today, delays)


def next_deadlines(
    session: Session, dossier_ids: Collection[int], today: date, delays: Delays
) -> dict[int, Deadline]:
    """Return the first deadline of each of these files that has one, by the id of the file."""
    found = {
        file.id: deadlines(followed, today, delays)
        for file, followed in _followed(session, list_files(session, dossier_ids))
    }
    return {dossier_id: each[0] for dossier_id, each in found.items() if each}


def _followed(session: Session, files: Sequence[OpenFile]) -> list[tuple[OpenFile, FollowedFile]]:
    """Return files with what decides their deadlines."""
    if not files:
        return []
    renewed = list_renewed(session)
    reported: dict[int, set[int]] = defaultdict(set)
    for listing_id, year in list_reported(session, {each.listing_id for each in files}):
        reported[listing_id].add(year)
    return [
        (
            file,
            FollowedFile(
                state=file.state,
                steps=file.steps,
                convention=between(file.starts_on, file.ends_on),
                reported=frozenset(reported[file.listing_id]),
                renewed=file.id in renewed,
            ),
        )
        for file in files
    ]
