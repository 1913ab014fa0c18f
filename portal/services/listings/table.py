"""The table of listings: words are looked for whatever their accents, capitals and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.store.listing_table import (
    TableQuestion,
    TableRow,
    list_ids,
    list_names,
    list_rows,
    list_versions,
)
from search_index.text import fold


def listing_rows(
    session: Session, by: Actor, asked: TableQuestion
) -> tuple[Sequence[TableRow], int, TableQuestion]:
    """Return a page of the table, the number of rows, and the question with its page put right."""
    found = _with_words(session, by, asked.words)
    rows, total = list_rows(session, by, asked, found)
    last = max(1, -(-total // asked.size))
    if asked.page > last:
        asked = replace(asked, page=last)
        rows, total = list_rows(session, by, asked, found)
    return rows, total, asked


def all_ids(session: Session, by: Actor, asked: TableQuestion) -> Sequence[int]:
    """Return the id of every listing that the question keeps."""
    return list_ids(session, by, asked, _with_words(session, by, asked.words))


def versions_seen(
    session: Session, by: Actor, asked: TableQuestion, rows: Sequence[TableRow], *, whole: bool
) -> Mapping[int, int]:
    """Return the versions of what can be chosen on a page: its rows, or the ``whole`` table."""
    if whole:
        return list_versions(session, by, asked, _with_words(session, by, asked.words))
    return {row.id: row.version for row in rows}


def _with_words(session: Session, by: Actor, words: str) -> list[int] | None:
    """Return the listings whose name or commune has every word, or None where there is no word.

    Names are few within an agent's reach, and no database folds accents as the index does. Signs
    alone fold to nothing: they are looked for as they are.
    """
    if not words:
        return None
    wanted = fold(words).split()
    plain = fold if wanted else str
    return [
        listing_id
        for listing_id, text in list_names(session, by)
        if all(word in plain(text) for word in wanted or words.split())
    ]
