"""A PostgreSQL of the tests' own: started for the run, in a folder that goes away with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade

from tests.conftest import app_in, close_database

DEBIAN = Path("/usr/lib/postgresql")
_QUICK = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
_MISSING = "PostgreSQL n’est pas installé : apt install postgresql (ces tests n’ont pas été faits)"

Run = Callable[..., object]


@pytest.fixture(scope="session")
def postgresql_folder() -> Iterator[Path]:
    """Start a server and return the folder of its socket; without one, skip, or fail in CI."""
    run = programs()
    # Not under pytest's own folder: the server's user may not enter that one.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
    run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"{_QUICK} -k {folder}", "start")
    try:
        yield folder
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgresql_folder: Path) -> Iterator[str]:
    """Make an empty database for one test and return its address."""
    name = f"test_{uuid.uuid4().hex}"
    server = f"host={postgresql_folder} user=postgres dbname=postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # made just above
        yield f"postgresql+psycopg://postgres@/{name}?host={postgresql_folder}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@pytest.fixture
def postgresql_app(postgresql_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give an application whose database is on PostgreSQL, migrated and empty."""
    app = app_in(tmp_path, database_url=postgresql_url)
    with app.app_context():
        upgrade()
        yield app
        close_database()


def programs() -> Run:
    """Return what runs a program of PostgreSQL: as its own user when the tests run as root.

    Where there is none the test is skipped, or fails in CI.
    """
    found = sorted(DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name))
    on_path = shutil.which("pg_ctl")
    if not found and on_path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(_MISSING)
    folder = found[-1] if found else Path(str(on_path)).parent
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def run(program: str, *arguments: object) -> None:
        command = [*prefix, str(folder / program), *map(str, arguments)]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return run
