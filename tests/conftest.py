"""What every test may use: an application on its own folder, a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_request_context, request
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Engine, event

from portal.app import create_app
from portal.domain.territory import Territory
from portal.domain.vocabulary import Vocabulary
from portal.services.directory import Directory
from portal.services.imports import ImportReport, Options, import_listings
from portal.services.projection import Projection
from portal.services.seed import seed, seed_references
from portal.settings import Settings, settings_from
from portal.store.db import db
from portal.store.territory import load_territory
from portal.store.vocabulary import load_vocabulary

pytest_plugins = ["tests.postgresql"]

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Paris, outside school holidays."""

_made: list[Flask] = []
"""The applications whose databases the test under way may have opened."""

MakeApp = Callable[[Path], Flask]


def settings_in(folder: Path, **changes: object) -> Settings:
    """Return settings that keep everything in a folder and ask nobody on the network."""
    environment = {
        "PORTAL_INSTANCE": str(folder),
        "SECRET_KEY": "a key for tests only",
        "PORTAL_DEMO": "1",
        "GEOCODER_URL": "",
        "MAP_TILES_URL": "",
    }
    return replace(settings_from(environment), **changes)  # type: ignore[arg-type]


def app_in(folder: Path, **changes: object) -> Flask:
    """Return an application on a folder, with the clock standing at ``NOW``."""
    app = create_app(settings_in(folder, **changes))
    app.testing = True
    app.extensions["portal.directory"].clock = lambda: NOW
    app.extensions["portal.projection"].clock = lambda: NOW
    _made.append(app)
    return app


def close_database() -> None:
    """Close every connection of the application whose context is open."""
    db.session.remove()
    db.engine.dispose()


@pytest.fixture(autouse=True)
def _closed_databases() -> Iterator[None]:
    """Leave no connection open: Python 3.13 tells of each that is thrown away so."""
    yield
    while _made:
        with _made.pop().app_context():
            close_database()


_written: list[str] = []
"""What requests that should only read wrote during the test under way."""


@event.listens_for(Engine, "before_cursor_execute")
def _watch_writes(
    _connection: Any, _cursor: Any, statement: str, _values: Any, _context: Any, _many: bool
) -> None:
    reading = has_request_context() and request.method in ("GET", "HEAD", "OPTIONS")
    if reading and statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        _written.append(f"{request.method} {request.path}: {statement}")


@pytest.fixture(autouse=True)
def _reading_writes_nothing() -> Iterator[None]:
    """Fail any test in which a GET changed the database, whoever asked and in whatever thread."""
    _written.clear()
    yield
    assert _written == []


@pytest.fixture(scope="session")
def territory() -> Territory:
    """Return the committed territory."""
    return load_territory()


@pytest.fixture(scope="session")
def migrated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an instance folder with an empty, migrated database, once."""
    folder = tmp_path_factory.mktemp("migrated")
    app = app_in(folder)
    with app.app_context():
        upgrade()
        close_database()
    return folder


@pytest.fixture(scope="session")
def seeded_folder(
    tmp_path_factory: pytest.TempPathFactory, migrated_folder: Path, territory: Territory
) -> Path:
    """Make an instance folder with the recorded and the demonstration places, once."""
    folder = tmp_path_factory.mktemp("seeded")
    shutil.copytree(migrated_folder, folder, dirs_exist_ok=True)
    app = app_in(folder)
    with app.app_context():
        seed(territory, NOW.date(), demonstration=True)
        app.extensions["portal.projection"].catch_up(db.session())
        close_database()
    return folder


@pytest.fixture
def app(tmp_path: Path, seeded_folder: Path) -> Iterator[Flask]:
    """Give an application of its own to a test, with every place of the seed."""
    with copied_app(seeded_folder, tmp_path) as app:
        yield app


@pytest.fixture
def empty_app(tmp_path: Path, migrated_folder: Path) -> Iterator[Flask]:
    """Give an application whose database is migrated and holds only the vocabulary and the Caf."""
    with copied_app(migrated_folder, tmp_path) as app:
        seed_references()
        yield app


@contextmanager
def copied_app(source: Path, folder: Path) -> Iterator[Flask]:
    """Give an application on a copy of an instance folder, with its context open."""
    shutil.copytree(source, folder, dirs_exist_ok=True)
    app = app_in(folder)
    with app.app_context():
        yield app
        close_database()


@pytest.fixture(scope="session")
def shared_app(seeded_folder: Path) -> Iterator[Flask]:
    """Give an application for tests that only read."""
    app = app_in(seeded_folder)
    yield app
    with app.app_context():
        close_database()


@pytest.fixture
def client(shared_app: Flask) -> FlaskClient:
    """Give a visitor's browser without cookies, for tests that only read."""
    return shared_app.test_client(use_cookies=False)


@pytest.fixture
def directory(shared_app: Flask) -> Directory:
    """Return the directory that the public reads, for tests that only read."""
    found: Directory = shared_app.extensions["portal.directory"]
    return found


@pytest.fixture
def projection(app: Flask) -> Projection:
    """Return the projection of the test's own application."""
    found: Projection = app.extensions["portal.projection"]
    return found


@pytest.fixture
def vocabulary(empty_app: Flask) -> Vocabulary:
    """Return the vocabulary of the test's own database."""
    del empty_app
    return load_vocabulary(db.session())


ImportText = Callable[..., ImportReport]


@pytest.fixture
def import_text(vocabulary: Vocabulary, territory: Territory) -> ImportText:
    """Return a function that imports a CSV text (or bytes) into the test's own database."""

    def run(content: str | bytes, **options: bool) -> ImportReport:
        raw = content.encode() if isinstance(content, str) else content
        asked: dict[str, Any] = {"apply": True, **options}
        return import_listings(raw, vocabulary, territory, NOW.date(), Options(**asked))

    return run
