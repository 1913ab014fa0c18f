"""Sorting words as a French reader does: «École» between «Eaux» and «Ecueil», never after «Zut»."""

from __future__ import annotations

import sqlite3
import unicodedata

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

_ON_SQLITE = "in_french_order"


class in_french_order(GenericFunction[str]):  # noqa: N801 - named as it is called
    """What a column of words is sorted by, whatever the database: no accents, no capitals."""

    type = String()
    inherit_cache = True


@compiles(in_french_order, "postgresql")
def _on_postgresql(element: in_french_order, compiler: SQLCompiler, **kw: object) -> str:
    return f'{compiler.process(element.clauses, **kw)} COLLATE "fr-x-icu"'


def add_french_order(connection: sqlite3.Connection) -> None:
    """Let a SQLite connection sort words."""
    connection.create_function(_ON_SQLITE, 1, _plain, deterministic=True)


def _plain(words: str | None) -> str | None:
    if words is None:
        return None
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
