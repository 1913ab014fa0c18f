"""School holidays that no library knows (Corse, overseas): a table that staff fill."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.db import Model, NotFoundError


class SchoolHoliday(Model):
    """One holiday of one school zone; both dates are included."""

    __tablename__ = "school_holiday"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    zone: Mapped[str] = mapped_column(String(30), index=True)
    name: Mapped[str] = mapped_column(String(100))
    starts_on: Mapped[date]
    ends_on: Mapped[date]


def list_school_holidays(session: Session) -> list[SchoolHoliday]:
    """Return every holiday that staff entered, by zone and date."""
    query = select(SchoolHoliday).order_by(SchoolHoliday.zone, SchoolHoliday.starts_on)
    return list(session.scalars(query))


def get_school_holiday(session: Session, holiday_id: int) -> SchoolHoliday:
    """Return a holiday that staff entered, or raise ``NotFoundError``."""
    holiday = session.get(SchoolHoliday, holiday_id)
    if holiday is None:
        raise NotFoundError(f"no school holiday has the id {holiday_id}")
    return holiday
