"""Importing in the browser: what is shown, and who may."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.store.db import db
from portal.store.listings import Listing
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, sign_in

GOOD = "neuf-1;laep;Laep des Tilleuls;87085;Mo 09:00-12:00\n"
FILE = (
    "id_externe;type;nom;code_insee;horaires\n"
    + GOOD
    + "neuf-2;inconnu;Deux;87085;\nneuf-3;laep;;87085;\nneuf-4;laep;Quatre;87085;Mo 25:00\n"
)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def _sent(browser: StaffBrowser, content: str = FILE, name: str = "lieux.csv") -> str:
    fields = {"fichier": (io.BytesIO(content.encode()), name)}
    answer = browser.send("/gestion/imports", fields, content_type="multipart/form-data")
    assert answer.status_code == 303
    return answer.location


def _is_there(name: str) -> bool:
    db.session.rollback()
    return db.session.scalar(select(Listing.id).where(Listing.name == name)) is not None


def test_a_file_with_three_bad_lines_is_told_line_by_line(browser: StaffBrowser) -> None:
    page = browser.get(_sent(browser)).text
    shown = re.findall(r'<td class="number">(\d+)</td>\s*<td>(\w+)</td>', page)
    assert shown == [("3", "type"), ("4", "nom"), ("5", "horaires")]
    assert not _is_there("Laep des Tilleuls")


def test_the_good_lines_are_applied_shown_to_the_public_and_undone(browser: StaffBrowser) -> None:
    address = _sent(browser)
    assert browser.send(f"{address}/appliquer").status_code == 303
    assert _is_there("Laep des Tilleuls")
    assert browser.get("/lieux/laep-des-tilleuls-limoges").status_code == 200
    assert browser.send(f"{address}/annuler").status_code == 303
    assert not _is_there("Laep des Tilleuls")
    assert browser.get("/lieux/laep-des-tilleuls-limoges").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "Fichier refusé"), ("nom\nA\n", "colonne obligatoire absente : id_externe")],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    browser: StaffBrowser, content: str, words: str
) -> None:
    fields = {"fichier": (io.BytesIO(content.encode()), "lieux.csv")}
    answer = browser.send("/gestion/imports", fields, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert words in answer.text


def test_no_file_at_all_is_told_so(browser: StaffBrowser) -> None:
    answer = browser.send("/gestion/imports")
    assert answer.status_code == 400
    assert "choisissez un fichier" in answer.text


@pytest.mark.parametrize("act", ["", "/appliquer", "/annuler"])
def test_the_import_of_another_caf_is_nowhere(app: Flask, browser: StaffBrowser, act: str) -> None:
    address = _sent(browser)
    stranger = sign_in(app, add_agent(Role.AGENT, ELSEWHERE))
    answer = stranger.send(address + act) if act else stranger.get(address)
    assert answer.status_code == 404


def test_what_the_file_says_is_escaped(browser: StaffBrowser) -> None:
    page = browser.get(_sent(browser, FILE.replace("inconnu", "<b>gras</b>"))).text
    assert "<b>gras</b>" not in page
    assert "&lt;b&gt;gras&lt;/b&gt;" in page


def test_a_file_that_is_too_large_is_refused_with_the_limit(browser: StaffBrowser) -> None:
    fields = {"fichier": (io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), "lieux.csv")}
    answer = browser.send("/gestion/imports", fields, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "il dépasse 10 Mo" in answer.text
