"""How the tables of cases are written, and how one is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import Schedule, opening_at


@dataclass(frozen=True)
class Case:
    """What is expected of hours at a moment.

    ``moment`` and the time in ``expected`` are wall times of the place (a moment may carry its own
    offset). ``expected`` is the state, then when it closes if it is open, else when it opens next;
    a time alone is on the day of the moment.
    """

    sentence: str
    departement: str
    hours: str | None
    moment: str
    expected: str

    def __str__(self) -> str:
        return self.sentence


def check(case: Case, calendar: SchoolCalendar) -> None:
    """Assert that the engine says what the case expects."""
    schedule = Schedule(case.hours, zone_of_departement(case.departement))
    moment = moment_of(case, schedule)

    opening = opening_at(schedule, moment, calendar)

    state, _, time = case.expected.partition(" ")
    changes = opening.jusqu_a or opening.prochaine_ouverture
    wall = changes.replace(tzinfo=None) if changes else None
    assert (opening.etat.value, wall) == (state, _wall(time, moment, schedule))
    assert (opening.jusqu_a is None) or state == "ouvert"


def moment_of(case: Case, schedule: Schedule) -> datetime:
    """Return the moment of a case, in the zone of the place unless it has its own offset."""
    moment = datetime.fromisoformat(case.moment)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(schedule.zone.time_zone))


def _wall(time: str, moment: datetime, schedule: Schedule) -> datetime | None:
    """Return the expected wall time, on the local day of the moment when it has no date."""
    if not time:
        return None
    local_day = moment.astimezone(ZoneInfo(schedule.zone.time_zone)).date()
    return datetime.fromisoformat(time if " " in time else f"{local_day} {time}")
