"""The finance view: what a year comes to, for whom it is, and the envelope that is set."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import event

from portal.domain.access import Role
from portal.domain.dossiers.states import DossierState
from portal.store.db import db
from portal.store.envelopes import Envelope, find_envelope
from tests.dossiers import place_in
from tests.finances import Filed, file_of
from tests.services.exports.workbooks import read_rows
from tests.staff import ELSEWHERE, HERE, StaffBrowser, add_agent, caf_of, sign_in

S = DossierState
PAGE = "/gestion/financements"
FORM = f"{PAGE}/enveloppe?annee=2026&caf={HERE}"
GRANTED, ELSEWHERE_GRANTED = "1\u202f234,56\u00a0€", "777,77\u00a0€"


@pytest.fixture
def claire(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.RESPONSABLE))


@pytest.fixture(autouse=True)
def _files(app: Flask) -> None:
    del app
    file_of(place_in(), Filed(S.ACCORDEE, "1234.56"))
    file_of(place_in(ELSEWHERE), Filed(S.ACCORDEE, "777.77"))


def _envelope(code: str = HERE) -> Envelope | None:
    db.session().rollback()
    return find_envelope(db.session(), caf_of(code).id, 2026)


def _rows(browser: StaffBrowser, query: str = "?annee=2026") -> list[list[str]]:
    text = browser.get(f"{PAGE}.csv{query}").data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_an_agent_sees_the_money_of_its_caf_and_no_other(claire: StaffBrowser) -> None:
    page = claire.get(PAGE).text
    assert GRANTED in page
    assert ELSEWHERE_GRANTED not in page
    assert claire.get(f"{PAGE}?caf={ELSEWHERE}").status_code == 404
    assert claire.get(f"{PAGE}.csv?caf={ELSEWHERE}").status_code == 404
    assert claire.get(f"{PAGE}.xlsx?caf=nulle-part").status_code == 404


@pytest.mark.parametrize("role", [Role.CNAF, Role.ADMIN])
def test_who_sees_the_country_sees_each_caf_and_all_of_them(app: Flask, role: Role) -> None:
    browser = sign_in(app, add_agent(role))
    page = browser.get(PAGE).text
    assert GRANTED in page
    assert ELSEWHERE_GRANTED in page
    assert "2\u202f012,33\u00a0€" in page
    alone = browser.get(f"{PAGE}?caf={ELSEWHERE}").text
    assert GRANTED not in alone
    assert ELSEWHERE_GRANTED in alone


def test_a_managing_body_does_not_see_them(app: Flask) -> None:
    browser = sign_in(app, add_agent(Role.GESTIONNAIRE))
    assert browser.get(PAGE).status_code == 403
    assert browser.get(f"{PAGE}.csv").status_code == 403


@pytest.mark.parametrize("query", ["?annee=abc", "?annee=99999", "?annee=1999", "?annee=²026"])
def test_a_year_without_meaning_is_the_present_one(claire: StaffBrowser, query: str) -> None:
    assert "Financements 2026" in claire.get(PAGE + query).text


@pytest.mark.parametrize("year", [2000, 2019, 2199])
def test_a_year_without_files_says_so(claire: StaffBrowser, year: int) -> None:
    page = claire.get(f"{PAGE}?annee={year}").text
    assert f"Rien n’est engagé ni versé en {year}." in page
    assert "non renseignée" in page


def test_an_envelope_that_nobody_set_is_never_nothing(claire: StaffBrowser) -> None:
    page = claire.get(PAGE).text
    assert "non renseignée" in page
    assert "dépassent" not in page
    caf = next(row for row in _rows(claire) if row[:1] == ["Caf"])
    assert (caf[3], caf[5]) == ("", "")


def test_the_envelope_is_set_changed_and_exceeded_without_blocking(claire: StaffBrowser) -> None:
    answer = claire.send(FORM, {"enveloppe": "1 000,50", "version": "0"})
    assert answer.status_code == 303
    kept = _envelope()
    assert kept
    assert kept.amount == Decimal("1000.50")
    page = claire.get(answer.location).text
    assert "dépassent l’enveloppe de 234,06\u00a0€" in page
    assert claire.send(FORM, {"enveloppe": "2000", "version": "1"}).status_code == 303
    assert "dépassent" not in claire.get(answer.location).text


def test_what_lies_beyond_the_envelope_is_marked_on_the_bar(claire: StaffBrowser) -> None:
    claire.send(FORM, {"enveloppe": "1000,50", "version": "0"})
    page = claire.get(PAGE).text
    assert "Au-delà du trait, qui marque l’enveloppe de 1\u202f000,50\u00a0€" in page
    assert '<rect class="chart-beyond" x="81.04%" width="18.96%"' in page
    claire.send(FORM, {"enveloppe": "2000", "version": "1"})
    assert "chart-beyond" not in claire.get(PAGE).text


def test_the_column_that_holds_files_of_other_years_says_so(claire: StaffBrowser) -> None:
    page = claire.get(PAGE).text
    assert page.count('class="number">Versé en 2026, toutes années confondues</th>') == 3
    assert "même pour un dossier d’une autre année" in page


def test_a_file_that_is_not_decided_has_no_amount_granted(claire: StaffBrowser) -> None:
    file_of(place_in(), Filed(S.DEPOSEE))
    states = claire.get(PAGE).text.partition('id="par-etape"')[2]
    granted = re.findall('data-label="Accordé">(.*?)</td>', states)
    assert granted == ['<span class="quiet">–</span>', GRANTED]


def test_a_form_opened_before_somebody_else_saved_is_shown_again(claire: StaffBrowser) -> None:
    claire.send(FORM, {"enveloppe": "1000", "version": "0"})
    answer = claire.send(FORM, {"enveloppe": "5", "version": "0"})
    assert answer.status_code == 409
    assert "quelqu’un vient de la changer" in answer.text
    kept = _envelope()
    assert kept
    assert kept.amount == Decimal("1000.00")


@pytest.mark.parametrize("typed", ["", "beaucoup", "-5", "1,234", "9999999999999", "1e3", "٣"])
def test_what_is_no_amount_is_said_beside_the_field(claire: StaffBrowser, typed: str) -> None:
    answer = claire.send(FORM, {"enveloppe": typed, "version": "0"})
    assert answer.status_code == 400
    assert re.search("Enveloppe\u00a0: (écrivez|le montant|deux décimales|ce montant)", answer.text)
    assert 'href="#enveloppe"' in answer.text
    assert _envelope() is None


def test_what_else_is_posted_changes_nothing(claire: StaffBrowser) -> None:
    extra = {"caf": ELSEWHERE, "annee": "2030", "caf_id": "1", "amount": "9"}
    claire.send(FORM, {"enveloppe": "1000", "version": "0", **extra})
    kept = _envelope()
    assert kept
    assert (kept.year, kept.amount) == (2026, Decimal("1000.00"))
    assert _envelope(ELSEWHERE) is None


def test_the_envelope_of_another_caf_cannot_be_set(claire: StaffBrowser) -> None:
    form = f"{PAGE}/enveloppe?annee=2026&caf={ELSEWHERE}"
    assert claire.get(form).status_code == 404
    assert claire.send(form, {"enveloppe": "1", "version": "0"}).status_code == 404
    assert _envelope(ELSEWHERE) is None


@pytest.mark.parametrize("year", ["", "&annee=", "&annee=99999", "&annee=1999"])
def test_an_envelope_is_not_set_for_a_year_that_is_not_named(
    claire: StaffBrowser, year: str
) -> None:
    form = f"{PAGE}/enveloppe?caf={HERE}{year}"
    assert claire.get(form).status_code == 303
    assert claire.send(form, {"enveloppe": "1", "version": "0"}).status_code == 404
    assert _envelope() is None


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT, Role.INSTRUCTEUR, Role.CNAF])
def test_who_only_reads_sets_no_envelope(app: Flask, role: Role) -> None:
    browser = sign_in(app, add_agent(role))
    assert browser.get(FORM).status_code == 403
    assert browser.send(FORM, {"enveloppe": "1", "version": "0"}).status_code == 403
    assert "Fixer l’enveloppe" not in browser.get(f"{PAGE}?caf={HERE}").text


def test_an_administrator_chooses_a_caf_before_its_envelope(app: Flask) -> None:
    browser = sign_in(app, add_agent(Role.ADMIN))
    assert browser.get(f"{PAGE}/enveloppe").status_code == 303
    assert browser.send(FORM, {"enveloppe": "1", "version": "0"}).status_code == 303


def test_files_say_the_same_as_the_page(claire: StaffBrowser) -> None:
    claire.send(FORM, {"enveloppe": "2000,01", "version": "0"})
    rows = _rows(claire)
    caf = next(row for row in rows if row[:1] == ["Caf"])
    assert caf[1:5] == ["Caf de la Haute-Vienne", "1", "2000,01", "1234,56"]
    assert caf[5:8] == ["765,45", "0,0", "1234,56"]
    cuts = [row[0] for row in rows if row[4:5] == ["1234,56"]]
    assert cuts == ["Caf", "Type de lieu", "Axe", "Epci"]
    assert all(ELSEWHERE_GRANTED not in cell for row in rows for cell in row)


def test_amounts_are_numbers_in_the_workbook(claire: StaffBrowser) -> None:
    answer = claire.get(f"{PAGE}.xlsx?annee=2026&caf={HERE}")
    assert answer.headers["Content-Disposition"].endswith('"financements-2026-87.xlsx"')
    caf = next(row for row in read_rows(answer.data) if row[:1] == ["Caf"])
    assert caf[3:5] == [None, 1234.56]


def test_the_page_asks_the_database_as_often_for_many_files_as_for_few(
    app: Flask, claire: StaffBrowser
) -> None:
    del app
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    claire.get(PAGE)
    few = len(asked)
    for month in range(1, 11):
        file_of(place_in(), Filed(S.ACCORDEE, "10.00", date(2025, month, 1), date(2026, 5, 1)))
    asked.clear()
    claire.get(PAGE)
    assert len(asked) == few
