"""Importing in the browser: what is shown, and who may."""

from __future__ import annotations

import io
import random
import re
import string

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.access import Role
from portal.services.seed import seed_references
from portal.store.db import db, transaction
from portal.store.import_batches import ImportBatch
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, sign_in

GOOD = "neuf-1;laep;Laep des Tilleuls;87085;Mo 09:00-12:00;01 99 00 10 10\n"
FILE = (
    "id_externe;type;nom;code_insee;horaires;telephone\n"
    + GOOD
    + "neuf-2;inconnu;Deux;87085;;\nneuf-3;laep;;87085;;\nneuf-4;laep;Quatre;87085;Mo 25:00;\n"
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


def test_a_file_whose_listings_changed_since_its_trial_is_read_again_then_applied(
    browser: StaffBrowser,
) -> None:
    first, second = _sent(browser), _sent(browser, FILE.replace("Tilleuls", "Acacias"))
    browser.send(f"{first}/appliquer")
    page = browser.send(f"{second}/appliquer", follow_redirects=True).text
    assert "Des fiches ont changé depuis l’essai\u00a0: neuf-1. Relisez" in page
    assert "Laep des Tilleuls" in page
    assert not _is_there("Laep des Acacias")
    browser.send(f"{second}/appliquer")
    assert _is_there("Laep des Acacias")


def test_older_imports_are_on_the_next_page(browser: StaffBrowser) -> None:
    first = _sent(browser)
    with transaction() as session:
        batch = session.get_one(ImportBatch, int(first.rsplit("/", 1)[1]))
        for number in range(30):
            newer = ImportBatch(agent_id=batch.agent_id, caf_ids=batch.caf_ids, report="{}")
            newer.file_name, newer.content, newer.created_at = f"{number}.csv", b"", NOW
            session.add(newer)
    page = browser.get("/gestion/imports").text
    assert f'href="{first}"' not in page
    assert "Page 1 sur 2" in page
    assert f'href="{first}"' in browser.get("/gestion/imports?page=2").text


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


def test_a_listing_that_will_stay_a_draft_is_told_before_and_after(browser: StaffBrowser) -> None:
    address = _sent(browser, FILE + "nue;laep;Sans rien;;;\n")
    page = browser.get(address).text
    assert "nue : il manque une commune, ou les départements servis" in page
    answer = browser.send(f"{address}/appliquer", follow_redirects=True)
    assert "2 fiches créées, dont 1 en brouillon, 0 modifiée." in answer.text


def test_a_file_that_is_not_kept_any_more_is_neither_offered_nor_applied(
    browser: StaffBrowser,
) -> None:
    address = _sent(browser)
    with transaction() as session:
        session.execute(update(ImportBatch).values(content=b""))
    assert "/appliquer" not in browser.get(address).text
    answer = browser.send(f"{address}/appliquer", follow_redirects=True)
    assert "Ce fichier n’est plus gardé" in answer.text
    assert not _is_there("Laep des Tilleuls")


def test_a_file_that_was_tried_under_other_limits_is_refused_in_words(
    browser: StaffBrowser,
) -> None:
    address = _sent(browser)
    with transaction() as session:
        session.execute(update(ImportBatch).values(content=b"PK\x03\x04 abc"))
    answer = browser.send(f"{address}/appliquer", follow_redirects=True)
    assert "Fichier refusé : le classeur est abîmé." in answer.text


def test_what_an_undoing_leaves_is_told_though_it_is_much(browser: StaffBrowser) -> None:
    names = ["".join(random.Random(n).choices(string.ascii_lowercase, k=60)) for n in range(120)]
    lines = "".join(f"n-{i};laep;{name};87085;;\n" for i, name in enumerate(names))
    address = _sent(browser, FILE.partition("\n")[0] + "\n" + lines)
    browser.send(f"{address}/appliquer")
    with transaction() as session:
        changed = update(Listing).where(Listing.name.in_(names))
        session.execute(changed.values(version=Listing.version + 1))
    page = browser.send(f"{address}/annuler", follow_redirects=True).text
    assert f"{names[9]} et 110 autres." in page


@pytest.mark.postgresql
def test_control_characters_in_the_name_of_a_file_are_left_out(postgresql_app: Flask) -> None:
    seed_references()
    browser = sign_in(postgresql_app, add_agent(Role.AGENT))
    assert "<h1>lieux 2.csv</h1>" in browser.get(_sent(browser, name="\x00lieux\x01  2.csv")).text
