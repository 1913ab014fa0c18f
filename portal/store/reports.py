"""Reports of the public about listings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, or_, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.access import Actor
from portal.domain.reports import LONGEST_MESSAGE, ReportReason, ReportState
from portal.store.db import Model, NotFoundError
from portal.store.listings import Listing, within_reach
from portal.store.types import UtcDateTime, slug_enum


class Report(Model):
    """What somebody told us about a listing, which may be archived since.

    ``ticket`` is all that it takes to read the report: it is never logged nor listed in public.
    ``answer`` is what staff wrote back.
    """

    __tablename__ = "report"
    __table_args__ = (CheckConstraint(f"length(message) <= {LONGEST_MESSAGE}", name="message"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket: Mapped[str] = mapped_column(String(10), unique=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    reason: Mapped[ReportReason] = mapped_column(slug_enum(ReportReason))
    message: Mapped[str] = mapped_column(Text, default="")
    mail: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[ReportState] = mapped_column(
        slug_enum(ReportState), default=ReportState.RECU, index=True
    )
    state_changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")

    listing: Mapped[Listing] = relationship()


def find_report(session: Session, ticket: str) -> Report | None:
    """Return the report of that ticket with its listing, if there is one."""
    query = select(Report).where(Report.ticket == ticket)
    return session.scalar(query.options(joinedload(Report.listing)))


def get_reached_report(session: Session, report_id: int, by: Actor) -> Report:
    """Return a report on a listing within the actor's reach, or raise ``NotFoundError``."""
    query = select(Report).join(Listing).where(Report.id == report_id)
    report = session.scalar(within_reach(query, by).options(joinedload(Report.listing)))
    if report is None:
        raise NotFoundError(f"no report has the id {report_id} for this actor")
    return report


def forget_reporters(session: Session, until: datetime) -> int:
    """Empty the messages and mails of reports that were decided before ``until``; count them."""
    decided = Report.state.in_((ReportState.ACCEPTE, ReportState.REFUSE))
    known = or_(Report.mail.is_not(None), Report.message != "")
    emptied = update(Report).where(decided, known, Report.state_changed_at <= until)
    rows = session.execute(emptied.values(mail=None, message="").returning(Report.id))
    return len(rows.all())
