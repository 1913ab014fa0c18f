"""Every revision of the database goes up, down and up again, and ends where the models are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from portal.app import MIGRATIONS
from portal.store.db import Model, db, transaction
from tests.conftest import app_in, close_database

REVISIONS = [script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions()][::-1]

_LISTING = """
    INSERT INTO listing (slug, kind, status, name, publics, modes, languages, cost, itinerant,
                         demonstration, created_at, updated_at, version)
    VALUES ('a', :kind, :status, 'A', '[]', '[]', '[]', :cost, false, false,
            '2026-01-01', '2026-01-01', 1)
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def blank_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Give an application whose database has no table yet, on each kind of database."""
    changes = {}
    if request.param == "postgresql":
        changes["database_url"] = request.getfixturevalue("postgresql_url")
    app = app_in(tmp_path, **changes)
    with app.app_context():
        yield app
        close_database()


def _tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def _checks() -> set[tuple[str, str | None]]:
    found = inspect(db.engine)
    return {(t, c["name"]) for t in _tables() for c in found.get_check_constraints(t)}


def _wanted_checks() -> set[tuple[str, str | None]]:
    return {
        (table.name, str(constraint.name))
        for table in Model.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }


@pytest.mark.usefixtures("blank_app")
@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_goes_up_down_and_up(revision: str) -> None:
    upgrade(revision=revision)
    after = _tables()
    downgrade(revision="-1")
    upgrade(revision=revision)
    assert _tables() == after


@pytest.mark.usefixtures("blank_app")
def test_all_the_way_down_leaves_no_table() -> None:
    upgrade()
    downgrade(revision="base")
    assert _tables() == set()


@pytest.mark.usefixtures("blank_app")
def test_the_last_revision_is_what_the_models_say() -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Model.metadata) == []
    assert _checks() == _wanted_checks()


@pytest.mark.usefixtures("blank_app")
@pytest.mark.parametrize("column", ["kind", "status", "cost"])
def test_the_database_itself_refuses_an_unknown_slug(column: str) -> None:
    upgrade()
    good = {"kind": "laep", "status": "publiee", "cost": "gratuit"}
    with transaction() as session:
        session.execute(text(_LISTING), good)
        bad = good | {column: "inconnu"}
        with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
            session.connection().execute(text(_LISTING.replace("'a'", "'b'")), bad)
        session.rollback()


@pytest.mark.usefixtures("blank_app")
def test_rows_outlive_a_rebuilt_table_and_their_ids_are_not_given_out_again() -> None:
    upgrade(revision="0006")
    row = {"kind": "laep", "status": "publiee", "cost": "gratuit"}
    with transaction() as session:
        session.execute(text(_LISTING), row)
    upgrade()
    with transaction() as session:
        first = session.scalar(text("SELECT id FROM listing WHERE slug = 'a'"))
        session.execute(text("DELETE FROM listing"))
        session.execute(text(_LISTING), row)
        assert session.scalar(text("SELECT id FROM listing")) > first
