"""The indicators of a territory: what the page says, for whom, and its files."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.domain.indicators.progress import Progress
from portal.domain.indicators.states import ReportState
from portal.store.audit import AuditEvent
from portal.store.db import db, transaction
from portal.store.listings import Listing
from tests.services.exports.workbooks import read_rows
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, sign_in
from tests.totals import FAMILIES, YEAR, answer, fund, places_in

PAGE = "/gestion/indicateurs"
ROWS = f"{PAGE}/lieux"


@pytest.fixture
def claire(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


@pytest.fixture(autouse=True)
def _answers(app: Flask) -> None:
    del app
    first, second, third, *_ = places_in()
    answer(fund(first), {FAMILIES: 4321})
    answer(fund(second), {FAMILIES: 1000}, ReportState.SAISI)
    fund(third)
    answer(fund(places_in(ELSEWHERE)[0]), {FAMILIES: 98765})


def _rows(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_page_says_who_answered_and_adds_up_what_is_validated(claire: StaffBrowser) -> None:
    page = claire.get(PAGE).text
    assert f"Indicateurs {YEAR}" in page
    assert "2 lieux sur 3 ont répondu" in " ".join(page.split())
    assert "somme de 1 lieu sur 3" in " ".join(page.split())
    assert "4\u202f321" in page
    assert "5\u202f321" not in page


def test_a_place_without_an_answer_is_not_called_one_that_nobody_asked(
    claire: StaffBrowser,
) -> None:
    page = claire.get(PAGE).text
    assert "Sans réponse" in page
    assert Progress.MANQUANT.label not in page
    assert "Lieux sans réponse" in claire.get(f"{PAGE}.csv").data.decode()


def test_what_waits_for_validation_counts_where_it_is_wanted(claire: StaffBrowser) -> None:
    page = claire.get(f"{PAGE}?attente=oui").text
    assert "5\u202f321" in page
    assert "somme de 2 lieux sur 3" in " ".join(page.split())


def test_what_is_missing_is_said_and_is_no_zero(claire: StaffBrowser) -> None:
    page = claire.get(PAGE).text
    assert '<span class="chart-said quiet">manque</span>' in page
    assert '<span class="chart-said">0</span>' not in page


@pytest.mark.parametrize("year", [2001, 2010, 2026])
def test_a_year_without_places_says_so(claire: StaffBrowser, year: int) -> None:
    page = " ".join(claire.get(f"{PAGE}?annee={year}").text.split())
    assert f"Aucun lieu n’était financé en {year}" in page
    assert claire.get(f"{PAGE}.csv?annee={year}").status_code == 200


@pytest.mark.parametrize("query", ["?annee=abc", "?annee=3000", "?annee=1999", "?annee=2027"])
def test_a_year_without_meaning_is_the_last_that_is_whole(claire: StaffBrowser, query: str) -> None:
    assert f"Indicateurs {YEAR}" in claire.get(PAGE + query).text


def test_another_territory_is_not_there(claire: StaffBrowser) -> None:
    for zone in (f"caf-{ELSEWHERE}", f"departement-{ELSEWHERE}", "epci-243300316", "n-importe"):
        assert claire.get(f"{PAGE}?zone={zone}").status_code == 404
        assert claire.get(f"{PAGE}.csv?zone={zone}").status_code == 404
        assert claire.get(f"{PAGE}.xlsx?zone={zone}").status_code == 404
        assert claire.send(ROWS, {"zone": zone}).status_code == 404
    assert "98\u202f765" not in claire.get(f"{PAGE}?zone=tout").text


def test_the_cnaf_sees_the_country_and_each_caf(app: Flask) -> None:
    browser = sign_in(app, add_agent(Role.CNAF))
    page = browser.get(PAGE).text
    assert "103\u202f086" in page
    assert f'href="{PAGE}?annee={YEAR}&amp;zone=caf-{ELSEWHERE}"' in page
    assert "98\u202f765" in browser.get(f"{PAGE}?zone=caf-{ELSEWHERE}").text


def test_a_managing_body_does_not_see_them(app: Flask) -> None:
    browser = sign_in(app, add_agent(Role.GESTIONNAIRE))
    assert browser.get(PAGE).status_code == 403
    assert browser.get(f"{PAGE}.xlsx").status_code == 403
    assert browser.send(ROWS).status_code == 403


def test_the_sums_say_the_same_in_both_files(claire: StaffBrowser) -> None:
    rows = _rows(claire.get(f"{PAGE}.csv").data)
    said = next(row for row in rows if row[8:9] == ["Nombre de familles accueillies"])
    assert said[:7] == ["Caf", "Caf de la Haute-Vienne", "3", "2", "2", "1", "1"]
    assert said[9:] == ["4321", "1", "0", "", ""]
    cells = next(
        row
        for row in read_rows(claire.get(f"{PAGE}.xlsx").data)
        if row[8:9] == ["Nombre de familles accueillies"]
    )
    assert cells[9:12] == [4321, 1, 0]


def test_the_rows_of_places_leave_empty_what_does_not_count(claire: StaffBrowser) -> None:
    first, second, third, *_ = places_in()
    rows = _rows(claire.send(ROWS, {"format": "csv"}).data)
    header = next(row for row in rows if row[:1] == ["Fiche"])
    families = header.index("Nombre de familles accueillies")
    said = {row[0]: (row[6], row[families]) for row in rows[rows.index(header) + 1 :]}
    assert said == {
        first.name: (Progress.VALIDE.label, "4321"),
        second.name: (Progress.SAISI.label, ""),
        third.name: (Progress.MANQUANT.label, ""),
    }


def test_history_says_who_took_the_rows_away(claire: StaffBrowser) -> None:
    claire.send(ROWS, {"format": "xlsx"})
    told = db.session().scalars(select(AuditEvent)).one()
    assert told.act == "export.fait"
    assert f"Indicateurs {YEAR} de 3 lieux" in told.sentence


def test_a_name_that_a_spreadsheet_would_run_is_neutralised(claire: StaffBrowser) -> None:
    with transaction() as session:
        session.get_one(Listing, places_in()[0].id).name = "=1+1"
    rows = _rows(claire.send(ROWS, {"format": "csv"}).data)
    assert [row[0] for row in rows if row[0:1] and "1+1" in row[0]] == ["'=1+1"]
