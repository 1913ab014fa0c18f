"""The listings of the database in the format of imports: importing the file changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.listing import ContactKind
from portal.services.exports.sheet import Cell, Sheet
from portal.services.imports.applying import CONTACTS, LISTING_FIELDS, SITE_FIELDS
from portal.services.imports.columns import COLUMNS
from portal.store.listings import Listing, list_published
from portal.store.sites import Site


@dataclass(frozen=True, slots=True)
class ListingsExport:
    """The sheet, and the slugs of the listings that the format cannot hold.

    It cannot hold a listing without ``id_externe``: importing it would make a second one.
    """

    sheet: Sheet
    left_out: tuple[str, ...]


def export_listings(session: Session, *, demonstration: bool) -> ListingsExport:
    """Return the published listings, one row for each site.

    The invented ones are among them where ``demonstration`` is set: the format cannot tell them
    from the others.
    """
    return sheet_of(list_published(session, demonstration=demonstration))


def sheet_of(listings: Iterable[Listing]) -> ListingsExport:
    """Return these listings, one row for each site."""
    rows: list[tuple[Cell, ...]] = []
    left_out: list[str] = []
    for listing in listings:
        if listing.external_id is None or not listing.sites:
            left_out.append(listing.slug)
            continue
        shared = _listing_cells(listing)
        rows.extend(_row({**shared, **_site_cells(site)}) for site in listing.sites)
    return ListingsExport(Sheet("Fiches", COLUMNS, rows), tuple(left_out))


def _row(cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    return tuple(cells.get(column) for column in COLUMNS)


def _listing_cells(listing: Listing) -> dict[str, Cell]:
    operator = listing.operator
    cells = {column: _cell(getattr(listing, name)) for column, name in LISTING_FIELDS.items()}
    contacts = {column: _contact(listing, kind) for column, kind in CONTACTS.items()}
    return {
        "id_externe": listing.external_id,
        **cells,
        **contacts,
        "gestionnaire": operator.name if operator else None,
        "statut_juridique": _cell(operator.legal_status) if operator else None,
        "siret": operator.siret if operator else None,
        "themes": _cell(tuple(offer.theme for offer in listing.offers)),
    }


def _site_cells(site: Site) -> dict[str, Cell]:
    cells = {column: _cell(getattr(site, name)) for column, name in SITE_FIELDS.items()}
    return {"arret": site.stop, **cells}


def _contact(listing: Listing, kind: ContactKind) -> str | None:
    return next((c.value for c in listing.contacts if c.kind is kind and c.is_public), None)


def _cell(value: object) -> Cell:
    """Return a value as imports read it."""
    if value is None or isinstance(value, float):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return "|".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)
