"""Rows as they are, written as JSON values and put back: what undoing an import rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from portal.store.contacts import Contact
from portal.store.db import Model
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.sites import ExceptionalHoursRow, Site
from portal.store.types import Slugs, UtcDateTime
from portal.store.verifications import Verification

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by the name of their table, as JSON values."""

LISTING: Table = Listing.__table__  # type: ignore[assignment]  # a Table, as for every model
OPERATOR: Table = Operator.__table__  # type: ignore[assignment]
_SITE: Table = Site.__table__  # type: ignore[assignment]
_EXCEPTION: Table = ExceptionalHoursRow.__table__  # type: ignore[assignment]
_CONTACT: Table = Contact.__table__  # type: ignore[assignment]
_OFFER: Table = Offer.__table__  # type: ignore[assignment]
_VERIFICATION: Table = Verification.__table__  # type: ignore[assignment]

_KEPT = ("id", "version", "assignee_id")


def rows_of(session: Session, listing_ids: Collection[int]) -> Rows:
    """Return every row of these listings: their own, and those of their sites, contacts, offers."""
    sites = select(_SITE.c.id).where(_SITE.c.listing_id.in_(listing_ids))
    return {
        LISTING.name: _read(session, LISTING, LISTING.c.id.in_(listing_ids)),
        _SITE.name: _read(session, _SITE, _SITE.c.listing_id.in_(listing_ids)),
        _EXCEPTION.name: _read(session, _EXCEPTION, _EXCEPTION.c.site_id.in_(sites)),
        _CONTACT.name: _read(session, _CONTACT, _CONTACT.c.listing_id.in_(listing_ids)),
        _OFFER.name: _read(session, _OFFER, _OFFER.c.listing_id.in_(listing_ids)),
    }


def only(found: Rows, listing_ids: Collection[int]) -> Rows:
    """Keep, of rows that were read, those of these listings."""
    sites = {row["id"] for row in found.get(_SITE.name, []) if row["listing_id"] in listing_ids}
    owners = {LISTING.name: ("id", listing_ids), _EXCEPTION.name: ("site_id", sites)}
    kept: Rows = {}
    for table in (LISTING, _SITE, _EXCEPTION, _CONTACT, _OFFER):
        column, ids = owners.get(table.name, ("listing_id", listing_ids))
        kept[table.name] = [row for row in found.get(table.name, []) if row[column] in ids]
    return kept


def operators_of(session: Session, operator_ids: Collection[int]) -> dict[int, Row]:
    """Return the rows of these managing bodies, by id."""
    rows = _read(session, OPERATOR, OPERATOR.c.id.in_(operator_ids))
    return {row["id"]: row for row in rows}


def put_back(session: Session, rows: Rows) -> None:
    """Make the rows of these listings what they were.

    Their version goes on counting, and who they are entrusted to stays as it is now.
    """
    ids = [row["id"] for row in rows[LISTING.name]]
    _clear(session, ids)
    for row in rows[LISTING.name]:
        values = {n: v for n, v in _loaded(LISTING, row).items() if n not in _KEPT}
        values["version"] = LISTING.c.version + 1
        session.execute(update(LISTING).where(LISTING.c.id == row["id"]).values(values))
    for table in (_SITE, _EXCEPTION, _CONTACT, _OFFER):
        if rows[table.name]:
            session.execute(insert(table), [_loaded(table, row) for row in rows[table.name]])


def put_operator_back(session: Session, row: Row) -> None:
    """Make the row of a managing body what it was."""
    values = _loaded(OPERATOR, row)
    session.execute(update(OPERATOR).where(OPERATOR.c.id == row["id"]).values(values))


def remove(session: Session, listing_ids: Collection[int]) -> None:
    """Delete listings that nothing else points to."""
    _clear(session, listing_ids)
    session.execute(delete(LISTING).where(LISTING.c.id.in_(listing_ids)))


def remove_operators(session: Session, operator_ids: Iterable[int]) -> None:
    """Delete, of these managing bodies, those that run nothing and have no people."""
    ids = set(operator_ids)
    idle = ids - _pointed_to(session, _pointing(OPERATOR), ids)
    session.execute(delete(OPERATOR).where(OPERATOR.c.id.in_(idle)))


def list_used(session: Session, listing_ids: Collection[int]) -> set[int]:
    """Return those of the listings that something else points to."""
    verified: Column[Any] = _VERIFICATION.c.listing_id
    return _pointed_to(session, [*_pointing(LISTING), verified], listing_ids)


def verified_days(session: Session, listing_ids: Collection[int]) -> Mapping[int, str | None]:
    """Return the public date of verification of each of these listings, as JSON has it."""
    query = select(LISTING.c.id, LISTING.c.verified_on).where(LISTING.c.id.in_(listing_ids))
    return {
        row.id: row.verified_on and row.verified_on.isoformat() for row in session.execute(query)
    }


def versions_of(session: Session, listing_ids: Collection[int]) -> Mapping[int, int]:
    """Return the version of each of these listings that still exists."""
    query = select(LISTING.c.id, LISTING.c.version).where(LISTING.c.id.in_(listing_ids))
    return {row.id: row.version for row in session.execute(query)}


def _pointing(table: Table) -> list[Column[Any]]:
    """Return the columns that keep a row of the table from being deleted."""
    keys = (key for other in Model.metadata.tables.values() for key in other.foreign_keys)
    return [key.parent for key in keys if key.column.table is table and key.ondelete is None]


def _pointed_to(session: Session, columns: Iterable[Column[Any]], ids: Collection[int]) -> set[int]:
    return {i for c in columns for i in session.scalars(select(c).where(c.in_(ids)))}


def _clear(session: Session, listing_ids: Collection[int]) -> None:
    sites = select(_SITE.c.id).where(_SITE.c.listing_id.in_(listing_ids))
    session.execute(delete(_EXCEPTION).where(_EXCEPTION.c.site_id.in_(sites)))
    for table in (_SITE, _CONTACT, _OFFER):
        session.execute(delete(table).where(table.c.listing_id.in_(listing_ids)))


def _read(session: Session, table: Table, wanted: Any) -> list[Row]:  # noqa: ANN401 - a condition
    rows = session.execute(select(table).where(wanted).order_by(table.c.id)).mappings()
    return [{name: _dumped(value) for name, value in row.items()} for row in rows]


def _dumped(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _loaded(table: Table, row: Row) -> Row:
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - whatever the column holds
    if value is None:
        return None
    match column.type:
        case UtcDateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case Slugs():
            return tuple(value)
        case _:
            return value
