"""Yearly reports of indicators, and the links by which managing bodies enter them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column, relationship

from portal.domain.access import Actor
from portal.domain.indicators.states import ReportSource, ReportState
from portal.store.db import Model
from portal.store.listings import Listing, within_reach
from portal.store.types import UtcDateTime, slug_enum

_ASIDE = 2199
"""The last year that the table takes: where a report waits while two exchange their listings."""

_WORTH = (ReportState.DEMANDE, ReportState.SAISI, ReportState.VALIDE)


class IndicatorReport(Model):
    """What a place did in a year.

    ``figures`` is JSON: whole numbers by the slug of the indicator; what is missing is absent,
    never zero. ``notes`` is JSON: a text by group. ``version`` refuses an edit made on stale data.
    """

    __tablename__ = "indicator_report"
    __table_args__ = (
        CheckConstraint("year >= 2000 AND year <= 2199", name="year"),
        UniqueConstraint("listing_id", "year"),
        Index(None, "year", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    year: Mapped[int]
    state: Mapped[ReportState] = mapped_column(slug_enum(ReportState))
    figures: Mapped[str] = mapped_column(Text, default="{}")
    notes: Mapped[str] = mapped_column(Text, default="{}")
    source: Mapped[ReportSource | None] = mapped_column(slug_enum(ReportSource))
    entered_by: Mapped[str] = mapped_column(String(120), default="")
    entered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    validated_by: Mapped[str] = mapped_column(String(120), default="")
    validated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    listing: Mapped[Listing] = relationship()
    links: Mapped[list[IndicatorLink]] = relationship(back_populates="report")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own convention


class IndicatorLink(Model):
    """A link to one report until it expires or the report is validated; its SHA-256 is kept."""

    __tablename__ = "indicator_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("indicator_report.id"), index=True)
    mail: Mapped[str] = mapped_column(String(254))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    report: Mapped[IndicatorReport] = relationship(back_populates="links")


def find_report(session: Session, listing_id: int, year: int) -> IndicatorReport | None:
    """Return the report of a listing for a year; the caller looked up the listing in a scope."""
    query = select(IndicatorReport).where(
        IndicatorReport.listing_id == listing_id, IndicatorReport.year == year
    )
    return session.scalar(query)


def list_reports(
    session: Session, by: Actor, years: Collection[int] | None = None
) -> Sequence[IndicatorReport]:
    """Return the reports within the actor's reach, of those years or of all, by year and id.

    Each with its listing. What stayed with a listing that was merged into another is not among
    them.
    """
    query = within_reach(select(IndicatorReport).join(IndicatorReport.listing), by)
    query = query.where(Listing.merged_into_id.is_(None))
    if years is not None:
        query = query.where(IndicatorReport.year.in_(years))
    query = query.options(contains_eager(IndicatorReport.listing))
    return session.scalars(query.order_by(IndicatorReport.year, IndicatorReport.id)).all()


def count_sent(session: Session, by: Actor) -> tuple[int, datetime | None]:
    """Return how many reports within reach wait to be validated, and when the oldest was entered.

    Those of listings that were merged into others do not count.
    """
    query = within_reach(
        select(func.count(), func.min(IndicatorReport.entered_at)).join(IndicatorReport.listing), by
    ).where(IndicatorReport.state == ReportState.SAISI, Listing.merged_into_id.is_(None))
    number, since = session.execute(query).one()
    return number, since


def list_years(session: Session, listing_id: int) -> dict[int, IndicatorReport]:
    """Return every report of a listing by its year."""
    query = select(IndicatorReport).where(IndicatorReport.listing_id == listing_id)
    return {report.year: report for report in session.scalars(query)}


def find_link(session: Session, digest: str) -> IndicatorLink | None:
    """Return the link of a token's digest with its report and listing."""
    query = select(IndicatorLink).where(IndicatorLink.digest == digest)
    whole = joinedload(IndicatorLink.report).joinedload(IndicatorReport.listing)
    return session.scalar(query.options(whole))


def list_links(session: Session, report_ids: Collection[int]) -> Sequence[IndicatorLink]:
    """Return the links of these reports, the oldest first."""
    query = select(IndicatorLink).where(IndicatorLink.report_id.in_(report_ids))
    return session.scalars(query.order_by(IndicatorLink.id)).all()


def end_links(session: Session, report_id: int, now: datetime) -> None:
    """Let the links to a report that still work work no more."""
    open_links = update(IndicatorLink).where(
        IndicatorLink.report_id == report_id, IndicatorLink.expires_at > now
    )
    session.execute(open_links.values(expires_at=now))


def mark_unsent(session: Session, link_ids: Collection[int]) -> None:
    """Say that the mail of these links did not leave after all."""
    links = update(IndicatorLink).where(IndicatorLink.id.in_(link_ids))
    session.execute(links.values(sent_at=None))


def forget_addresses(session: Session, now: datetime) -> int:
    """Empty the mail addresses of the links that expired; count them."""
    expired = update(IndicatorLink).where(IndicatorLink.expires_at <= now, IndicatorLink.mail != "")
    return len(session.execute(expired.values(mail="").returning(IndicatorLink.id)).all())


def move_reports(session: Session, former_id: int, kept_id: int) -> None:
    """Let the reports of a listing be another's, with their links, when the two are merged.

    Where both have a report for a year, the validated one, or else the sent one, or else the one
    entered last is the kept listing's; the other stays with the former listing, so that no answer
    is lost.
    """
    kept = list_years(session, kept_id)
    for year, report in list_years(session, former_id).items():
        other = kept.get(year)
        if other is None:
            report.listing_id = kept_id
        elif _worth(report) > _worth(other):
            _exchange(session, report, other)
    session.flush()


def _worth(report: IndicatorReport) -> tuple[int, float]:
    entered = report.entered_at.timestamp() if report.entered_at else 0.0
    return _WORTH.index(report.state), entered


def _exchange(session: Session, one: IndicatorReport, other: IndicatorReport) -> None:
    """Exchange the listings of two reports of a year; a listing never has two of one year."""
    year, first, second = one.year, one.listing_id, other.listing_id
    one.year = _ASIDE
    session.flush()
    other.listing_id = first
    session.flush()
    one.listing_id, one.year = second, year
