"""Ways to reach a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.listing import ContactKind
from portal.store.db import NEVER_AGAIN, Model
from portal.store.types import slug_enum

if TYPE_CHECKING:
    from portal.store.listings import Listing


class Contact(Model):
    """A phone number, mail, site or social network; staff keep some of them for themselves."""

    __tablename__ = "contact"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[ContactKind] = mapped_column(slug_enum(ContactKind))
    value: Mapped[str] = mapped_column(String(500))
    label: Mapped[str] = mapped_column(String(100), default="")
    is_public: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)

    listing: Mapped[Listing] = relationship(back_populates="contacts")
