"""The addresses of a listing: one block each, in the order in which the public reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import FormField

from portal.domain.french import NBSP
from portal.domain.hours import ExceptionalHours
from portal.domain.listings.content import SiteContent
from portal.domain.listings.stops import repeated_stop, settled
from portal.web.admin.forms.commune_fields import commune_data
from portal.web.admin.forms.hours_fields import hours_data
from portal.web.admin.forms.rows import RowList
from portal.web.admin.forms.served_field import served_text
from portal.web.admin.forms.site_fields import SiteForm

MOST_SITES = 40
"""How many addresses a form shows."""


class SiteList(RowList):
    """The blocks of addresses; messages say which one they are about."""

    def __init__(self, label: str = "", **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        super().__init__(FormField(SiteForm), label, max_entries=MOST_SITES, **options)

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:  # noqa: ANN401
        """Check every block, and that each stop has a name of its own."""
        good = bool(super().validate(form, extra_validators))
        kept = [entry.form for entry in self.entries if not _says_nothing(entry.form)]
        stops = [SiteContent(stop=block.arret.data or "") for block in kept]
        repeated = repeated_stop(stops)
        if repeated is None:
            return good
        block = [block for block in kept if (block.arret.data or "") == repeated][-1]
        block.arret.errors = [
            f"Nom de l’arrêt{NBSP}: «{repeated}» sert déjà pour une autre adresse."
            if repeated
            else f"Nom de l’arrêt{NBSP}: donnez un nom à chaque adresse."
        ]
        return False

    def sites(self, before: Sequence[SiteContent], today: date) -> tuple[SiteContent, ...]:
        """Return what was typed, once it is valid; ``before`` are the sites as they were seen."""
        seen = {str(site.id): site for site in before if site.id is not None}
        # One block for each id: what is posted twice is new the second time.
        wanted = [
            entry.form.site(seen.pop(entry.form.id.data or "", None), today)
            for entry in self.entries
            if not _says_nothing(entry.form)
        ]
        # What no block showed stays.
        return settled([*wanted, *before[MOST_SITES:]], before)


def sites_data(sites: Sequence[SiteContent], today: date) -> list[dict[str, Any]]:
    """Return the data of the blocks; an empty one where there is no address yet."""
    return [_site_data(site, today) for site in sites or (SiteContent(),)][:MOST_SITES]


def _site_data(site: SiteContent, today: date) -> dict[str, Any]:
    exceptions = [
        ExceptionalHours(each.starts_on, each.ends_on, each.hours, each.reason)
        for each in site.exceptions
    ]
    return {
        "id": "" if site.id is None else str(site.id),
        "arret": site.stop,
        "adresse": site.address or "",
        "complement": site.address_extra or "",
        "acces": site.directions or "",
        "code_postal": site.postal_code or "",
        "departements": served_text(site.departements),
        "latitude": degrees(site.latitude),
        "longitude": degrees(site.longitude),
        "horaires": hours_data(site.hours, exceptions, today),
        "horaires_precisions": site.hours_note or "",
    } | commune_data(site.code_insee, site.commune)


def degrees(value: float | None) -> str:
    """Return degrees as the French write them."""
    return "" if value is None else str(value).replace(".", ",")


def _says_nothing(block: SiteForm) -> bool:
    """Tell whether the block is an empty one that waits to be filled in."""
    if block.id.data or not block.is_blank:
        return False
    hours = block.horaires.form
    return not (hours.problems() or hours.text() or hours.exceptional_hours())
