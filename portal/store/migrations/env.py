"""How Alembic reaches the database: through the application's engine, in one transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator


def _migrate() -> None:
    migrate = current_app.extensions["migrate"]
    with migrate.db.engine.connect().execution_options(writing=True) as connection:
        _check_foreign_keys(connection, checked=False)
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadatas[None],
            render_item=_render_item,
            **migrate.configure_args,
        )
        with connection.begin(), context.begin_transaction():
            context.run_migrations()
        _check_foreign_keys(connection, checked=True)


def _render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write the plain SQL type of our own types: a revision must not depend on today's code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def _check_foreign_keys(connection: Any, *, checked: bool) -> None:
    """Let SQLite rebuild a table that others point to; has no effect inside a transaction."""
    if connection.dialect.name == "sqlite":
        value = "ON" if checked else "OFF"
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys = {value}")


_migrate()
