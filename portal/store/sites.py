"""Sites: an address, a stop of an itinerant listing, or a remote service without address."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.store.db import NEVER_AGAIN, Model
from portal.store.types import Slugs

if TYPE_CHECKING:
    from portal.store.listings import Listing


class Site(Model):
    """One place where a listing receives people, with its own hours (OSM ``opening_hours`` text).

    ``departements`` says which ones are served when there is no commune (``france`` for all).
    Latitude and longitude are degrees, WGS 84; without them a site that names its commune stands at
    the reference point of that commune, which is shown as approximate.
    """

    __tablename__ = "site"
    __table_args__ = (
        UniqueConstraint("listing_id", "stop"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), index=True
    )
    stop: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)
    address: Mapped[str | None] = mapped_column(String(300))
    address_extra: Mapped[str | None] = mapped_column(String(300))
    directions: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(String(5))
    commune: Mapped[str | None] = mapped_column(String(100))
    code_insee: Mapped[str | None] = mapped_column(String(5), index=True)
    departements: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    hours: Mapped[str | None] = mapped_column(Text)
    hours_note: Mapped[str | None] = mapped_column(Text)

    listing: Mapped[Listing] = relationship(back_populates="sites")
    exceptional_hours: Mapped[list[ExceptionalHoursRow]] = relationship(
        back_populates="site",
        cascade="all, delete-orphan",
        order_by="ExceptionalHoursRow.starts_on",
    )


class ExceptionalHoursRow(Model):
    """Days on which other hours hold; no hours means closed. Both dates are included."""

    __tablename__ = "exceptional_hours"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="dates"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(200), default="")

    site: Mapped[Site] = relationship(back_populates="exceptional_hours")
