"""The session, the one way to commit, and how SQLite is opened so that no update is lost."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Session

from portal.store.french_order import add_french_order

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_WAIT_SECONDS = 10
_PAUSE_SECONDS = 0.002
_PATIENCE = f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}"
_PRAGMAS = (
    _PATIENCE,
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)
_WRITERS = 7_305_813
"""The number of PostgreSQL's advisory lock that one writing transaction at a time holds."""


class NotFoundError(LookupError):
    """What a ``get_`` function raises when there is no such row."""


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Table arguments: the id of a deleted row is not given out again; people remember it."""


class Model(DeclarativeBase):
    """The base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Model)


@contextmanager
def transaction(*, keep: bool = True) -> Iterator[Session]:
    """Run one writing transaction: committed at the end, rolled back on any exception.

    With ``keep`` false it is rolled back at the end too: a dry run does exactly what the real one
    would do.

    It takes the write lock before it reads (``BEGIN IMMEDIATE`` on SQLite, an advisory lock on
    PostgreSQL), so that what was read is still true when it is written; what the session had read
    before is read again. Writers wait for each other for up to ten seconds, then
    ``OperationalError`` is raised; ``RuntimeError`` when a transaction is open already, or when
    something was changed outside of one.
    """
    session = db.session()
    if session.info.get("writing") or session.new or session.dirty or session.deleted:
        raise RuntimeError("changes are made inside one transaction() and nowhere else")
    session.rollback()
    session.info["writing"] = True
    try:
        _take_postgresql_lock(session.connection(execution_options={"writing": True}))
        yield session
        if keep:
            session.commit()
        else:
            session.rollback()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)


def open_sqlite_safely(engine: Engine) -> None:
    """Set what SQLite needs on each connection, and let ``transaction`` choose how to begin."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions of its own: _on_begin does.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    add_french_order(connection)


def _on_begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        _begin_in_turn(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_in_turn(connection: Connection) -> None:
    """Ask for SQLite's write lock at short intervals, until the wait is over.

    SQLite's own waiting sleeps longer and longer, up to 100 ms: among eight busy writers, one that
    came late could find the lock taken each time until its ten seconds were over.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("not a SQLite connection")
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        deadline = time.monotonic() + _WAIT_SECONDS
        while not _begins(driver):
            if time.monotonic() > deadline:
                # Once more through SQLAlchemy, for an error of its own kind.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            time.sleep(_PAUSE_SECONDS)
    finally:
        driver.execute(_PATIENCE)


def _begins(driver: sqlite3.Connection) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        # The low byte is the primary code: the rest tells busy with what.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _take_postgresql_lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
