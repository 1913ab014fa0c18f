"""backup takes the portal as it is while others write; restore gives it back or changes nothing."""

from __future__ import annotations

import json
import sqlite3
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.domain.access import Role
from portal.services.projection import Projection
from portal.services.search import find_listing
from portal.store.db import db, transaction
from portal.store.listings import get_listing
from portal.store.throttling import ThrottledAct
from tests.conftest import NOW, app_in
from tests.staff import add_agent, sign_in

SLUG = "espace-familles-de-limoges"
WRITERS = 3


def _run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=[str(each) for each in arguments])


def _database(app: Flask) -> Path:
    return Path(app.extensions["portal.settings"].instance) / "portal.db"


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def _backed_up(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as opened:
        opened.extract("portal.db", folder, filter="data")
    return folder / "portal.db"


def _rename(name: str) -> None:
    with transaction() as session:
        get_listing(session, SLUG).name = name


@contextmanager
def _writers(app: Flask) -> Iterator[None]:
    """Write twin rows, numbered from 0 by each writer, until the block ends."""
    stop = threading.Event()

    def write(writer: int) -> None:
        number = 0
        with app.app_context():
            while not stop.is_set():
                with transaction() as session:
                    for twin in ("a", "b"):
                        subject = f"{writer} {number}"
                        act = ThrottledAct(purpose=twin, subject=subject, done_at=NOW)
                        session.add(act)
                number += 1
            db.session.remove()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_a_backup_under_load_is_a_state_that_existed_and_comes_back_whole(
    app: Flask, tmp_path: Path
) -> None:
    archive = tmp_path / "portail.tar.gz"
    with _writers(app):
        for _ in range(3):
            assert _run(app, "backup", archive).exit_code == 0
    copy = _backed_up(archive, tmp_path / "read")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        twins = {
            twin: connection.execute(
                "SELECT subject FROM throttled_act WHERE purpose = ?", twin
            ).fetchall()
            for twin in ("a", "b")
        }
    assert sorted(twins["a"]) == sorted(twins["b"]) != []
    for writer in range(WRITERS):
        numbers = [int(s.split()[1]) for (s,) in twins["a"] if s.startswith(f"{writer} ")]
        assert sorted(numbers) == list(range(len(numbers)))
    assert _run(app, "restore", archive).exit_code == 0
    assert _content(_database(app)) == _content(copy)


def test_whoever_was_signed_in_then_signs_in_again(app: Flask, tmp_path: Path) -> None:
    archive, browser = tmp_path / "portail.tar.gz", sign_in(app, add_agent(Role.AGENT))
    _run(app, "backup", archive)
    assert browser.get("/gestion").status_code == 200
    _run(app, "restore", archive)
    assert browser.get("/gestion").status_code == 303


def test_a_restored_portal_shows_the_public_what_it_said_then(
    app: Flask, projection: Projection, tmp_path: Path
) -> None:
    archive = tmp_path / "portail.tar.gz"
    before = get_listing(db.session(), SLUG).name
    _run(app, "backup", archive)
    _rename("Renommé depuis")
    projection.catch_up(db.session())
    result = _run(app, "restore", archive)
    assert result.exit_code == 0, result.output
    assert "Restauré : sauvegarde du 24/11/2026 à 09:00 UTC" in result.stdout
    found = find_listing(app.extensions["portal.directory"], SLUG)
    assert found is not None
    assert found.facts["nom"] == before
    assert list(projection.differences(db.session())) == []


def test_a_process_that_serves_meanwhile_sees_the_restored_state_and_goes_on(
    app: Flask, tmp_path: Path
) -> None:
    archive = tmp_path / "portail.tar.gz"
    before = get_listing(db.session(), SLUG).name
    _run(app, "backup", archive)
    _rename("Renommé depuis")
    other = app_in(_database(app).parent)
    with other.app_context():
        assert get_listing(db.session(), SLUG).name == "Renommé depuis"
        _run(app, "restore", archive)
        db.session().rollback()
        assert get_listing(db.session(), SLUG).name == before
        _rename("Renommé ensuite")
    db.session().rollback()
    assert get_listing(db.session(), SLUG).name == "Renommé ensuite"


@pytest.mark.parametrize("at", [0.1, 0.5, 0.99])
def test_an_archive_with_one_wrong_byte_changes_nothing(
    app: Flask, tmp_path: Path, at: float
) -> None:
    archive = tmp_path / "portail.tar.gz"
    _run(app, "backup", archive)
    _rename("Renommé depuis")
    content = bytearray(archive.read_bytes())
    content[int(len(content) * at)] ^= 0xFF
    archive.write_bytes(content)
    result = _run(app, "restore", archive)
    assert result.exit_code == 1
    assert "abîmé" in result.stderr
    assert get_listing(db.session(), SLUG).name == "Renommé depuis"


def test_a_truncated_archive_or_another_file_changes_nothing(app: Flask, tmp_path: Path) -> None:
    archive = tmp_path / "portail.tar.gz"
    _run(app, "backup", archive)
    archive.write_bytes(archive.read_bytes()[:-2000])
    (tmp_path / "texte").write_text("ce n’est pas une archive")
    before = _content(_database(app))
    for file in (archive, tmp_path / "texte", tmp_path / "absente"):
        assert _run(app, "restore", file).exit_code == 1
    assert _content(_database(app)) == before


def _changed(archive: Path, target: Path, **manifest: object) -> None:
    """Write an archive again with another manifest."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            content = old.extractfile(member)
            assert content is not None
            data = content.read()
            if member.name == "manifeste.json":
                data = json.dumps({**json.loads(data), **manifest}).encode()
                member.size = len(data)
            new.addfile(member, BytesIO(data))


def test_an_archive_of_a_later_version_is_refused(app: Flask, tmp_path: Path) -> None:
    archive, later = tmp_path / "portail.tar.gz", tmp_path / "later.tar.gz"
    _run(app, "backup", archive)
    _changed(archive, later, format=99)
    result = _run(app, "restore", later)
    assert result.exit_code == 1
    assert "version plus récente" in result.stderr


def test_a_database_of_a_later_version_is_refused(app: Flask, tmp_path: Path) -> None:
    archive = tmp_path / "portail.tar.gz"
    with closing(sqlite3.connect(_database(app))) as connection:
        known = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        _run(app, "backup", archive)
        connection.execute("UPDATE alembic_version SET version_num = ?", known)
        connection.commit()
    result = _run(app, "restore", archive)
    assert result.exit_code == 1
    assert "version plus récente" in result.stderr


def test_a_destroyed_database_is_replaced(app: Flask, tmp_path: Path) -> None:
    archive = tmp_path / "portail.tar.gz"
    _run(app, "backup", archive)
    db.session.remove()
    db.engine.dispose()
    _database(app).write_bytes(b"?" * 9000)
    assert _run(app, "restore", archive).exit_code == 0
    assert get_listing(db.session(), SLUG).slug == SLUG


def test_an_archive_is_for_its_owner_alone_and_nothing_is_left_beside_it(
    app: Flask, tmp_path: Path
) -> None:
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    archive = folder / "portail.tar.gz"
    _run(app, "backup", archive)
    assert archive.stat().st_mode & 0o777 == 0o600
    assert list(folder.iterdir()) == [archive]
    assert _run(app, "backup", tmp_path / "nowhere" / "portail.tar.gz").exit_code == 1


@pytest.mark.postgresql
def test_postgresql_has_tools_of_its_own(postgresql_app: Flask, tmp_path: Path) -> None:
    archive = tmp_path / "portail.tar.gz"
    assert "pg_dump" in _run(postgresql_app, "backup", archive).stderr
    assert "pg_restore" in _run(postgresql_app, "restore", archive).stderr
    assert not archive.exists()
