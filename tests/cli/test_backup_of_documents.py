"""backup carries the documents of files as they were at its instant; restore gives them back."""

from __future__ import annotations

import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import Result
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import DossierState
from portal.services.dossiers.documents import Sent, add_document, read_document, remove_document
from portal.store.db import db
from portal.store.dossier_documents import list_documents
from tests.conftest import NOW
from tests.documents import PDF
from tests.dossiers import file_at
from tests.staff import actor_of


def _run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=[str(each) for each in arguments])


def _documents(app: Flask) -> Path:
    return Path(app.extensions["portal.settings"].instance) / "pieces"


def _kept(name: str, dossier_id: int, app: Flask, by: Actor) -> None:
    add_document(dossier_id, Sent(name, PDF + name.encode() + b"%%EOF"), _documents(app), by, NOW)


def _shown(app: Flask, dossier_id: int, by: Actor) -> dict[str, bytes]:
    """Return the documents of a file, by name, each proved to be what was kept."""
    db.session.remove()
    session, folder = db.session(), _documents(app)
    there = [each for each in list_documents(session, dossier_id) if each.removed_at is None]
    found = [read_document(session, dossier_id, each.id, folder, by) for each in there]
    return {document.name: content for document, content in found}


def test_documents_come_back_with_the_files_that_name_them_and_later_ones_go(
    app: Flask, tmp_path: Path
) -> None:
    by, archive = actor_of(Role.RESPONSABLE), tmp_path / "portail.tar.gz"
    dossier_id = file_at(DossierState.EN_INSTRUCTION, by).id
    for name in ("statuts.pdf", "budget.pdf"):
        _kept(name, dossier_id, app, by)
    before = _shown(app, dossier_id, by)
    assert _run(app, "backup", archive).exit_code == 0
    first = next(iter(list_documents(db.session(), dossier_id))).id
    remove_document(dossier_id, first, _documents(app), by, NOW)
    _kept("plus-tard.pdf", dossier_id, app, by)
    assert _run(app, "restore", archive).exit_code == 0
    assert _shown(app, dossier_id, by) == before
    assert len(list(_documents(app).iterdir())) == len(before) == 2
    assert _documents(app).stat().st_mode & 0o777 == 0o700


def test_documents_that_come_and_go_under_a_backup_are_those_of_its_instant(
    app: Flask, tmp_path: Path
) -> None:
    by, archive = actor_of(Role.RESPONSABLE), tmp_path / "portail.tar.gz"
    dossier_id = file_at(DossierState.EN_INSTRUCTION, by).id
    _kept("statuts.pdf", dossier_id, app, by)
    with _documents_coming_and_going(app, dossier_id, by):
        assert _run(app, "backup", archive).exit_code == 0
    assert _run(app, "restore", archive).exit_code == 0
    assert "statuts.pdf" in _shown(app, dossier_id, by)


def test_a_half_written_document_is_not_in_a_backup(app: Flask, tmp_path: Path) -> None:
    _documents(app).mkdir()
    (_documents(app) / "abc.partielle").write_bytes(b"%PDF")
    archive = tmp_path / "portail.tar.gz"
    assert _run(app, "backup", archive).exit_code == 0
    with tarfile.open(archive) as opened:
        assert opened.getnames() == ["manifeste.json", "portal.db"]


@contextmanager
def _documents_coming_and_going(app: Flask, dossier_id: int, by: Actor) -> Iterator[None]:
    """Add documents, each taken away when the third after it has come, until the block ends."""
    stop = threading.Event()

    def work() -> None:
        number = 0
        with app.app_context():
            while not stop.is_set():
                _kept(f"{number}.pdf", dossier_id, app, by)
                there = list_documents(db.session(), dossier_id)
                brief = [d.id for d in there if d.removed_at is None and d.name[0].isdigit()]
                if len(brief) > 3:
                    remove_document(dossier_id, brief[0], _documents(app), by, NOW)
                number += 1
            db.session.remove()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
