"""The queue of listings to verify: what is due, the latest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.calendar import SchoolCalendar, SchoolZone
from portal.domain.calendar.places import zone_of_place
from portal.domain.freshness import SINCE_ALWAYS, FieldGroup, due_on
from portal.store.verifications import Reviewed, list_reviewed

SOON = timedelta(days=30)
"""How long before it is due a listing is shown at the end of the queue."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an agent wants to see of the queue; ``commune`` is the beginning of a name."""

    group: FieldGroup | None = None
    commune: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A listing that waits: the groups to verify, and since when the first of them is due."""

    listing_id: int
    name: str
    commune: str
    groups: tuple[FieldGroup, ...]
    due: date
    late: bool

    @property
    def never(self) -> bool:
        """Whether something in it was never verified."""
        return self.due == SINCE_ALWAYS


def review_queue(
    session: Session, by: Actor, today: date, school: SchoolCalendar, asked: Asked | None = None
) -> list[Waiting]:
    """Return the published listings to verify within the actor's reach, the latest first.

    What is due within a month comes at the end.
    """
    wanted = asked or Asked()
    found = _waiting(list_reviewed(session, by), by, today, school, wanted)
    return sorted(found, key=lambda waiting: waiting.due)


def next_of(queue: Sequence[Waiting], listing_id: int) -> int | None:
    """Return the listing that comes after this one, else the first other one."""
    ids = [waiting.listing_id for waiting in queue]
    after = ids[ids.index(listing_id) + 1 :] if listing_id in ids else []
    return next((other for other in (*after, *ids) if other != listing_id), None)


def holiday_starts(school: SchoolCalendar, zone: SchoolZone) -> tuple[date, ...]:
    """Return the first day of each known school holiday of a zone."""
    return tuple(item.start for item in school.ranges(zone))


def due_by(school: SchoolCalendar) -> Callable[[Reviewed], Mapping[FieldGroup, date]]:
    """Return what tells the day from which each group of a listing is to be verified again."""
    starts = lru_cache(maxsize=None)(lambda zone: holiday_starts(school, zone))

    def due(row: Reviewed) -> Mapping[FieldGroup, date]:
        zone = zone_of_place(row.code_insee, row.departements or ()).school
        return due_on(row.last, row.review_months, starts(zone))

    return due


def _waiting(
    rows: Iterator[Reviewed], by: Actor, today: date, school: SchoolCalendar, asked: Asked
) -> Iterator[Waiting]:
    due_days = due_by(school)
    for row in rows:
        if asked.mine and row.assignee_id != by.agent_id:
            continue
        if not (row.commune or "").casefold().startswith(asked.commune.casefold()):
            continue
        due = due_days(row)
        groups = [group for group, day in due.items() if day <= today + SOON]
        if groups and (asked.group is None or asked.group in groups):
            first = due[asked.group] if asked.group else min(due.values())
            yield Waiting(
                row.listing_id, row.name, row.commune or "", tuple(groups), first, first <= today
            )
