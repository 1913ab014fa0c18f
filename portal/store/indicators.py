"""Yearly reports of indicators, and the links by which managing bodies enter them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.indicators.states import ReportSource, ReportState
from portal.store.db import Model
from portal.store.listings import Listing
from portal.store.types import UtcDateTime, slug_enum


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
