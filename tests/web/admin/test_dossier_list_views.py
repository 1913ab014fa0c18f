"""The table of funding files in the browser: its filters are its address, its sheet is safe."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from portal.domain.access import Actor, Role
from portal.store.db import transaction
from portal.store.listings import Listing
from portal.store.staff_sessions import StaffSession
from tests.conftest import NOW
from tests.dossiers import S, file_at, place_in
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in

HERE_NAME, THERE_NAME = "canari d’ici", "canari d’ailleurs"


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def files(claire: Actor) -> dict[str, int]:
    """Return the ids of two files of this Caf; another Caf has one too."""
    there = actor_of(Role.RESPONSABLE, ELSEWHERE)
    file_at(S.DEPOSEE, there, ELSEWHERE)
    found = {str(state): file_at(state, claire).id for state in (S.AVIS_RENDU, S.SOLDEE)}
    _rename(place_in().id, HERE_NAME)
    _rename(place_in(ELSEWHERE).id, THERE_NAME)
    return found


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.LECTEUR))


def _rename(listing_id: int, name: str) -> None:
    with transaction() as session:
        session.execute(update(Listing).where(Listing.id == listing_id).values(name=name))


def test_the_table_shows_the_files_of_ones_caf_and_what_they_come_to(
    browser: StaffBrowser, files: dict[str, int]
) -> None:
    page = browser.get("/gestion/dossiers").text
    assert page.count(HERE_NAME) == 2
    assert THERE_NAME not in page
    assert all(f'href="/gestion/dossiers/{dossier_id}"' in page for dossier_id in files.values())
    assert "60\u202f000,00\u00a0€" in page
    assert "Décision à prendre" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("etape=soldee", ["soldee"]),
        ("etape=avis_rendu&etape=soldee", ["avis_rendu", "soldee"]),
        ("annee=2026&axe=axe_1&type=lieu_ressource", ["avis_rendu", "soldee"]),
        ("annee=2025", []),
        ("axe=axe_2", []),
        ("q=CANARI", ["avis_rendu", "soldee"]),
        ("q=autre", []),
        ("a_moi=oui", []),
        ("etape=nulle&annee=abc&axe=x&tri=y&page=-1&q=%00", ["avis_rendu", "soldee"]),
    ],
)
def test_the_address_says_what_is_shown(
    query: str, shown: list[str], browser: StaffBrowser, files: dict[str, int]
) -> None:
    answer = browser.get(f"/gestion/dossiers?{query}")
    assert answer.status_code == 200
    found = {name for name, number in files.items() if f'/dossiers/{number}"' in answer.text}
    assert found == set(shown)


def test_what_waits_for_me_depends_on_who_i_am(app: Flask, files: dict[str, int]) -> None:
    chief = sign_in(app, add_agent(Role.RESPONSABLE, mail="chef@exemple.fr"))
    page = chief.get("/gestion/dossiers?a_moi=oui").text
    assert f'/gestion/dossiers/{files["avis_rendu"]}"' in page
    assert f'/gestion/dossiers/{files["soldee"]}"' not in page
    ines = sign_in(app, add_agent(Role.INSTRUCTEUR))
    assert "Rien ne vous attend" in ines.get("/gestion/dossiers?a_moi=oui").text


def test_how_long_a_file_has_waited_is_told_in_days(
    app: Flask, browser: StaffBrowser, files: dict[str, int]
) -> None:
    assert files
    assert "aujourd’hui" in browser.get("/gestion/dossiers").text
    later = NOW + timedelta(days=12)
    app.extensions["portal.directory"].clock = lambda: later
    with transaction() as session:
        session.execute(update(StaffSession).values(started_at=later))
    with browser.session_transaction("/gestion") as kept:
        kept["vu"] = later.timestamp()
    page = browser.get("/gestion/dossiers").text
    assert page.count("12 jours") == 1
    assert "24/11/2026" in page


def test_without_any_file_the_page_says_where_to_open_one(browser: StaffBrowser) -> None:
    page = browser.get("/gestion/dossiers").text
    assert "Ouvrir un dossier depuis une fiche" in page
    assert 'href="/gestion/fiches"' in page


def test_the_sheet_holds_the_selection_and_no_formula(
    browser: StaffBrowser, files: dict[str, int]
) -> None:
    _rename(place_in().id, "=HYPERLINK(1)")
    fields = {"vue": "/gestion/dossiers?etape=soldee", "format": "csv"}
    answer = browser.send("/gestion/dossiers/exporter", fields)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dossiers.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["Dossier"] for row in rows] == [str(files["soldee"])]
    assert rows[0]["Fiche"] == "'=HYPERLINK(1)"
    assert rows[0]["Versé (€)"] == "30000.0".replace(".", ",")


def test_the_workbook_holds_the_same(browser: StaffBrowser, files: dict[str, int]) -> None:
    answer = browser.send("/gestion/dossiers/exporter", {"vue": "", "format": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    rows = book.get_sheet_by_index(0).to_python()
    assert {row[0] for row in rows[1:]} == {float(number) for number in files.values()}
    assert {row[1] for row in rows[1:]} == {HERE_NAME}


def test_an_export_long_after_signing_in_asks_who_one_is(
    app: Flask, browser: StaffBrowser, files: dict[str, int]
) -> None:
    assert files
    later = NOW + timedelta(minutes=25)
    app.extensions["portal.directory"].clock = lambda: later
    answer = browser.send("/gestion/dossiers/exporter", {"format": "csv"})
    assert answer.status_code == 303
    assert answer.location.startswith("/gestion/confirmer")


def test_a_managing_body_sees_nothing_of_it(app: Flask, files: dict[str, int]) -> None:
    assert files
    body = sign_in(app, add_agent(Role.GESTIONNAIRE))
    assert body.get("/gestion/dossiers").status_code == 403
    assert body.send("/gestion/dossiers/exporter").status_code == 403
