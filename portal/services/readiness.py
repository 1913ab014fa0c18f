"""Readiness: whether the database and the index answer, and how far the index is."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from portal.services.directory import Directory
from portal.store.db import db
from portal.store.revisions import get_revision
from search_index.errors import SearchIndexError


def readiness(directory: Directory) -> dict[str, Any]:
    """Return the state of each part; ``pret`` when the public can be answered.

    The public site needs the index only: a database that does not answer is said, and does not make
    the site unready.
    """
    database = _database_revision()
    index = _index_revision(directory)
    return {
        "pret": index is not None,
        "base": "ok" if database is not None else "injoignable",
        "index": "ok" if index is not None else "absent",
        "revision_base": database,
        "revision_index": index,
    }


def _database_revision() -> int | None:
    session = db.session()
    try:
        return get_revision(session)[0]
    except SQLAlchemyError:
        session.rollback()
        return None


def _index_revision(directory: Directory) -> int | None:
    try:
        return directory.index.revision
    except SearchIndexError:
        return None
