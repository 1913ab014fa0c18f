"""Import files as tests write them."""

from __future__ import annotations

import csv
import io

from portal.services.imports import ImportReport
from portal.store.db import db
from portal.store.listings import Listing, find_by_external_ids


def sheet(*rows: dict[str, str], separator: str = ",", end: str = "\r\n") -> str:
    """Return a CSV file with these rows, completed where they lack what is required."""
    whole = [{"id_externe": "a", "type": "laep", "nom": "Maison verte", **row} for row in rows]
    columns = list(dict.fromkeys(column for row in whole for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(whole)
    return text.getvalue()


def imported(external_id: str = "a") -> Listing:
    """Return the listing that the database has for that id."""
    return find_by_external_ids(db.session(), [external_id])[external_id]


def faults(report: ImportReport) -> list[tuple[int, str, str]]:
    """Return line, column and value of each error."""
    return [(error.line, error.column, error.value) for error in report.errors]
