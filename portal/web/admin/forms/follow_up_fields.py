"""The fields that staff keep for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import SelectChoice, SelectField

from portal.domain.freshness import DEFAULT_REVIEW_MONTHS, REVIEW_MONTHS
from portal.domain.listings.content import ListingContent
from portal.services.imports import cells
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.typed_fields import ParsedField, choices, text


def _periods(months: Iterable[int]) -> list[SelectChoice]:
    return choices((str(each), f"{each} mois") for each in months)


class FollowUpForm(PartForm):
    """When to look at it again, where it comes from, a note."""

    revoir = SelectField(
        "À revoir tous les",
        choices=_periods(REVIEW_MONTHS),
        default=str(DEFAULT_REVIEW_MONTHS),
    )
    source_url = ParsedField(
        "Page d’où viennent ces informations",
        cells.web_address(1000),
        render_kw={"maxlength": 1000, "inputmode": "url"},
    )
    source_date = ParsedField(
        "Date de cette page",
        cells.partial_date,
        description="Année, mois ou jour. Exemple : 2026-03.",
        render_kw={"maxlength": 10},
    )
    note = text("Note interne", 5000, "Le public ne la voit jamais.")

    def changes(self) -> dict[str, Any]:
        """Return the fields of a content that were typed here, once they are valid."""
        return {
            "review_months": int(self.revoir.data),
            "source_url": self.source_url.value,
            "source_date": self.source_date.value,
            "staff_note": self.note.data or None,
        }

    def offer(self, before: ListingContent) -> None:
        """Keep a period that is stored though nobody may choose it any more."""
        self.revoir.choices = _periods(sorted({*REVIEW_MONTHS, before.review_months}))


def follow_up_data(content: ListingContent) -> dict[str, Any]:
    """Return a content as the data of a ``FollowUpForm``."""
    return {
        "revoir": str(content.review_months),
        "source_url": content.source_url or "",
        "source_date": content.source_date or "",
        "note": content.staff_note or "",
    }
