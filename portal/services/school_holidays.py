"""School holidays that no library knows: entered and removed by hand, for everybody at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.calendar import HolidayRange, SchoolZone
from portal.domain.calendar.entered import ENTERED_ZONES, why_refused
from portal.domain.french import day_and_month
from portal.domain.history import Act, FieldChange, Subject, SubjectKind
from portal.services.audit import record
from portal.services.listings.editing import RefusedError
from portal.store.db import transaction
from portal.store.school_holidays import (
    SchoolHoliday,
    get_school_holiday,
    list_school_holidays,
)


@dataclass(frozen=True, slots=True)
class NewHoliday:
    """A holiday as it was typed; both dates are days without class."""

    zone: str
    name: str
    first: date
    last: date


def add_holiday(new: NewHoliday, by: Actor, now: datetime) -> None:
    """Add a holiday of a zone that no library knows.

    ``RefusedError`` says which field is wrong: the zone, dates the wrong way round or too far
    apart, or days that another holiday of the zone covers.
    """
    if new.zone not in ENTERED_ZONES:
        raise RefusedError("Zone : choisissez une zone de la liste.")
    if new.last < new.first:
        raise RefusedError("Dernier jour : il vient avant le premier.")
    with transaction() as session:
        reason = why_refused(HolidayRange(new.first, new.last, new.name), _of(session, new.zone))
        if reason:
            raise RefusedError(reason)
        row = SchoolHoliday(zone=new.zone, name=new.name, starts_on=new.first, ends_on=new.last)
        session.add(row)
        session.flush()
        changes = [FieldChange(field, "", after) for field, after in _told(row)]
        record(session, by, Act.HOLIDAY_ADDED, _subject(row), now, changes)


def remove_holiday(holiday_id: int, by: Actor, now: datetime) -> None:
    """Remove a holiday that was entered. Raises ``NotFoundError``."""
    with transaction() as session:
        row = get_school_holiday(session, holiday_id)
        changes = [FieldChange(field, before, "") for field, before in _told(row)]
        record(session, by, Act.HOLIDAY_REMOVED, _subject(row), now, changes)
        session.delete(row)


def _of(session: Session, zone: str) -> list[HolidayRange]:
    return [
        HolidayRange(row.starts_on, row.ends_on, row.name)
        for row in list_school_holidays(session)
        if row.zone == zone
    ]


def _subject(row: SchoolHoliday) -> Subject:
    name = f"{row.name}, {ENTERED_ZONES[SchoolZone(row.zone)]}"
    return Subject(SubjectKind.HOLIDAY, row.id, name)


def _told(row: SchoolHoliday) -> list[tuple[str, str]]:
    return [
        ("Zone", ENTERED_ZONES[SchoolZone(row.zone)]),
        ("Nom", row.name),
        ("Premier jour", f"{day_and_month(row.starts_on)} {row.starts_on.year}"),
        ("Dernier jour", f"{day_and_month(row.ends_on)} {row.ends_on.year}"),
    ]
