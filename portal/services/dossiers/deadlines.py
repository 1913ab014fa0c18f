"""The deadlines of files within somebody's reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.dossiers.deadlines import Deadline, Delays, FollowedFile, deadlines
from portal.services.dossiers.funded import convention_of
from portal.store.dossier_deadlines import list_followed, list_renewed, list_reported
from portal.store.dossiers import Dossier


@dataclass(frozen=True, slots=True)
class FileDeadline:
    """A deadline with the file that it is of."""

    dossier: Dossier
    deadline: Deadline


def all_deadlines(
    session: Session, by: Actor | None, today: date, delays: Delays
) -> list[FileDeadline]:
    """Return every deadline of the files within reach, the first first.

    Of every Caf where nobody in particular asks.
    """
    found = [
        FileDeadline(dossier, deadline)
        for dossier, file in _followed(session, list_followed(session, by, today))
        for deadline in deadlines(file, today, delays)
    ]
    return sorted(found, key=lambda each: (each.deadline, each.dossier.id))


def deadlines_of(
    session: Session, dossier: Dossier, today: date, delays: Delays
) -> tuple[Deadline, ...]:
    """Return the deadlines of one file, the first first."""
    [(_, file)] = _followed(session, [dossier])
    return deadlines(file, today, delays)


def next_deadlines(
    session: Session, dossiers: Sequence[Dossier], today: date, delays: Delays
) -> dict[int, Deadline]:
    """Return the first deadline of each file that has one, by the id of the file."""
    found = {
        dossier.id: deadlines(file, today, delays) for dossier, file in _followed(session, dossiers)
    }
    return {dossier_id: each[0] for dossier_id, each in found.items() if each}


def _followed(session: Session, dossiers: Sequence[Dossier]) -> list[tuple[Dossier, FollowedFile]]:
    """Return files with what decides their deadlines."""
    renewed = list_renewed(session)
    reported: dict[int, set[int]] = defaultdict(set)
    for listing_id, year in list_reported(session, {each.listing_id for each in dossiers}):
        reported[listing_id].add(year)
    return [
        (
            dossier,
            FollowedFile(
                state=dossier.state,
                steps=tuple((step.state, step.on) for step in dossier.steps),
                convention=convention_of(dossier),
                reported=frozenset(reported[dossier.listing_id]),
                renewed=dossier.id in renewed,
            ),
        )
        for dossier in dossiers
    ]
