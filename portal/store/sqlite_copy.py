"""Copying a SQLite database while it is in use, out into a file and back in."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine

_MIGRATIONS = Path(__file__).parent / "migrations"
_HAS_SESSIONS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'staff_session'"
_BESIDE = ("", "-wal", "-shm")
"""The endings of the files that a database in WAL mode is made of."""


class NoSqliteError(RuntimeError):
    """The database is not a SQLite file: it has its own tools."""


def database_path(engine: Engine) -> Path:
    """Return the file of a database, or raise ``NoSqliteError``."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise NoSqliteError(engine.dialect.name)
    return Path(engine.url.database)


def copy_out(engine: Engine, target: Path) -> None:
    """Write the database as it is at one instant into one file, while others read and write.

    SQLite's online backup, in a single step: what is committed during it is left out whole.
    """
    source = sqlite3.connect(f"file:{database_path(engine)}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        # One file, with nothing beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def copy_in(source: Path, engine: Engine) -> None:
    """Put a file in the place of the database, in one transaction.

    Who has the database open sees all of it or none, and goes on with it. A database that is so
    damaged that it cannot be written to is moved aside first.
    """
    target = database_path(engine)
    try:
        _overwrite(source, target)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for ending in _BESIDE:
            part = Path(f"{target}{ending}")
            if part.exists():
                part.rename(f"{target}.abimee{ending}")
        _overwrite(source, target)


def sign_everybody_out(path: Path) -> None:
    """Forget the sessions that a file holds: one that was ended since must not come back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        if connection.execute(_HAS_SESSIONS).fetchone():
            connection.execute("DELETE FROM staff_session")


def is_sound(path: Path) -> bool:
    """Tell whether SQLite finds nothing wrong with a file."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchall()
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError:
        return False
    return found == [("ok",)] and dangling is None


def schema_revision(path: Path) -> str:
    """Return the migration that a file is at, "" where it has none."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:  # no such table
        return ""
    return str(row[0]) if row else ""


@lru_cache(maxsize=1)
def known_revisions() -> frozenset[str]:
    """Return the migrations that this version of the portal knows."""
    scripts = ScriptDirectory(str(_MIGRATIONS))
    return frozenset(script.revision for script in scripts.walk_revisions())


def _overwrite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target)) as present:
        copy.backup(present)
