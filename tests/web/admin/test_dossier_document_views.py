"""Documents in the browser: sent, given back as files to keep, taken away."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.access import Role
from portal.services.dossiers.documents import LARGEST
from portal.store.db import db
from portal.store.dossier_documents import list_documents
from portal.store.dossier_trail import DossierDocument
from portal.store.dossiers import Dossier
from tests.documents import HTML, PDF
from tests.dossiers import S, file_at
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in


@pytest.fixture
def dossier(app: Flask) -> Dossier:
    del app
    return file_at(S.EN_INSTRUCTION, actor_of(Role.RESPONSABLE))


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.INSTRUCTEUR))


def _send(
    browser: StaffBrowser, dossier: Dossier, content: bytes = PDF, name: str = "statuts.pdf"
) -> TestResponse:
    fields = {"fichier": (io.BytesIO(content), name)}
    address = f"/gestion/dossiers/{dossier.id}/pieces"
    return browser.send(address, fields, content_type="multipart/form-data")


def _kept(dossier: Dossier) -> list[DossierDocument]:
    db.session.rollback()
    return list(list_documents(db.session(), dossier.id))


def _address(dossier: Dossier) -> str:
    return f"/gestion/dossiers/{dossier.id}/pieces/{_kept(dossier)[0].id}"


def test_a_document_is_given_back_as_a_file_to_keep_and_never_as_a_page(
    browser: StaffBrowser, dossier: Dossier
) -> None:
    answer = _send(browser, dossier, name="Budget prévisionnel.pdf")
    assert (answer.status_code, answer.location) == (303, f"/gestion/dossiers/{dossier.id}#pieces")
    assert "Budget prévisionnel.pdf" in browser.get(answer.location).text
    given = browser.get(_address(dossier))
    assert (given.status_code, given.data) == (200, PDF)
    assert given.content_type == "application/pdf"
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert "Budget%20pr%C3%A9visionnel.pdf" in given.headers["Content-Disposition"]
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in given.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("facture.pdf", HTML, "n’est pas ce que son nom annonce"),
        ("outil.exe", b"MZ", "seuls sont pris pdf"),
        ("vide.pdf", b"", "le fichier est vide"),
        ("gros.pdf", PDF + b" " * LARGEST, "10 Mo au plus"),
    ],
)
def test_what_is_not_taken_is_told_beside_the_field_and_leaves_nothing(
    name: str, content: bytes, why: str, app: Flask, browser: StaffBrowser, dossier: Dossier
) -> None:
    answer = _send(browser, dossier, content, name)
    assert answer.status_code == 400
    assert why in answer.text
    assert 'id="fichier-erreur"' in answer.text
    assert _kept(dossier) == []
    folder = Path(app.extensions["portal.settings"].instance) / "pieces"
    assert not folder.exists()


def test_what_no_form_of_the_portal_may_send_is_refused_before_it_is_read(
    browser: StaffBrowser, dossier: Dossier
) -> None:
    answer = _send(browser, dossier, bytes(17 * 1024 * 1024))
    assert answer.status_code == 413
    assert _kept(dossier) == []


def test_a_form_without_a_file_says_to_choose_one(browser: StaffBrowser, dossier: Dossier) -> None:
    answer = browser.send(f"/gestion/dossiers/{dossier.id}/pieces")
    assert answer.status_code == 400
    assert "choisissez un fichier" in answer.text


def test_a_document_is_taken_away_for_good(browser: StaffBrowser, dossier: Dossier) -> None:
    _send(browser, dossier)
    address = _address(dossier)
    answer = browser.send(f"{address}/retirer")
    assert answer.status_code == 303
    assert "statuts.pdf, retirée le 24/11/2026" in browser.get(answer.location).text
    assert browser.get(address).status_code == 404
    assert browser.send(f"{address}/retirer").status_code == 404


def test_a_damaged_document_is_told_and_not_given(
    app: Flask, browser: StaffBrowser, dossier: Dossier
) -> None:
    _send(browser, dossier)
    folder = Path(app.extensions["portal.settings"].instance) / "pieces"
    (folder / _kept(dossier)[0].stored_as).write_bytes(HTML)
    answer = browser.get(_address(dossier))
    assert answer.status_code == 303
    assert "n’est plus lisible sur le serveur" in browser.get(answer.location).text


def test_another_caf_finds_nothing_on_any_method(
    app: Flask, browser: StaffBrowser, dossier: Dossier
) -> None:
    _send(browser, dossier)
    address, other = _address(dossier), sign_in(app, add_agent(Role.RESPONSABLE, ELSEWHERE))
    assert other.get(address).status_code == 404
    assert other.send(f"{address}/retirer").status_code == 404
    assert _send(other, dossier).status_code == 404
    assert [each.removed_at for each in _kept(dossier)] == [None]


def test_a_document_is_not_reached_through_another_file(
    browser: StaffBrowser, dossier: Dossier
) -> None:
    _send(browser, dossier)
    second = file_at(S.DEPOSEE, add_agent(Role.RESPONSABLE, mail="encore@exemple.fr").actor)
    number = _kept(dossier)[0].id
    assert browser.get(f"/gestion/dossiers/{second.id}/pieces/{number}").status_code == 404


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.LECTEUR, 200, 403),
        (Role.AGENT, 200, 403),
        (Role.CNAF, 200, 403),
        (Role.GESTIONNAIRE, 403, 403),
    ],
)
def test_who_reads_files_reads_documents_and_who_instructs_writes_them(
    role: Role, reads: int, writes: int, app: Flask, browser: StaffBrowser, dossier: Dossier
) -> None:
    _send(browser, dossier)
    address, asked = _address(dossier), sign_in(app, add_agent(role))
    assert asked.get(address).status_code == reads
    assert _send(asked, dossier, PDF + b"\n").status_code == writes
    assert asked.send(f"{address}/retirer").status_code == writes
    assert len(_kept(dossier)) == 1
