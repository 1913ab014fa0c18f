"""The journal: one's own Caf, narrowed, in pages, as a file; and whether its chain is whole."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from portal.domain.access import Actor, Role
from portal.domain.history import Act, Subject, SubjectKind
from portal.services.audit import record
from portal.store.db import db, transaction
from tests.conftest import NOW
from tests.staff import ELSEWHERE, HERE, StaffBrowser, add_agent, caf_of, sign_in


def _acts(*names: str, code: str = HERE, act: Act = Act.LISTING_EDITED, at: datetime = NOW) -> None:
    caf_id = caf_of(code).id
    with transaction() as session:
        for number, name in enumerate(names, start=1):
            subject = Subject(SubjectKind.LISTING, number, name, caf_id)
            record(session, Actor(None, "Paul"), act, subject, at)


def _browser(app: Flask, role: Role = Role.RESPONSABLE, code: str = HERE) -> StaffBrowser:
    return sign_in(app, add_agent(role, code))


@pytest.mark.parametrize("address", ["/gestion/journal", "/gestion/journal.csv"])
def test_nobody_reads_the_acts_of_another_caf(empty_app: Flask, address: str) -> None:
    _acts("Ici")
    _acts("Ailleurs", code=ELSEWHERE)
    answer = _browser(empty_app).get(address)
    assert answer.status_code == 200
    assert "«Ici»" in answer.text
    assert "«Ailleurs»" not in answer.text


@pytest.mark.parametrize("role", [Role.CNAF, Role.ADMIN])
def test_the_cnaf_and_the_administrator_read_all_of_them(empty_app: Flask, role: Role) -> None:
    _acts("Ici")
    _acts("Ailleurs", code=ELSEWHERE)
    page = _browser(empty_app, role).get("/gestion/journal").text
    assert "«Ici»" in page
    assert "«Ailleurs»" in page


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT, Role.INSTRUCTEUR, Role.GESTIONNAIRE])
def test_other_roles_do_not_read_it(app: Flask, role: Role) -> None:
    browser = _browser(app, role)
    assert browser.get("/gestion/journal").status_code == 403
    assert browser.get("/gestion/journal.csv").status_code == 403
    assert browser.send("/gestion/journal/controle").status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"acte": "fiche.publiee"}, {"Publiée"}),
        ({"fiche": "PUBLI"}, {"Publiée"}),
        ({"fiche": "%"}, set()),
        ({"fiche": "1"}, {"Ancienne", "Publiée"}),
        ({"du": "2026-11-24"}, {"Publiée"}),
        ({"au": "2026-11-23"}, {"Ancienne"}),
        ({"agent": "0"}, {"Ancienne", "Publiée"}),
        ({"agent": "999"}, set()),
        ({"fiche": " Publi\x00ée "}, {"Publiée"}),
        ({"acte": "rien", "agent": "x" * 300}, {"Ancienne", "Publiée"}),
    ],
)
def test_the_journal_is_narrowed(empty_app: Flask, asked: dict[str, str], found: set[str]) -> None:
    # 23:30 on the 23rd in Paris, which is the 22nd hour of the day in UTC.
    _acts("Ancienne", at=datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    _acts("Publiée", act=Act.LISTING_PUBLISHED)
    page = _browser(empty_app).get("/gestion/journal", query_string=asked).text
    assert {name for name in ("Ancienne", "Publiée") if f"«{name}»" in page} == found


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"du": "hier"}, "Depuis le : écrivez une date"),
        ({"du": "2026-11-24", "au": "2026-11-01"}, "Jusqu’au : choisissez une date qui suit"),
    ],
)
def test_a_period_that_is_none_is_told_on_its_field(
    empty_app: Flask, asked: dict[str, str], message: str
) -> None:
    answer = _browser(empty_app).get("/gestion/journal", query_string=asked)
    assert answer.status_code == 400
    assert answer.text.count(message) == 2


@pytest.mark.parametrize("page", ["-1", "0", "x", "99999999999999999999"])
def test_a_page_that_there_is_not_is_the_nearest_one(empty_app: Flask, page: str) -> None:
    _acts("Ici")
    answer = _browser(empty_app).get(f"/gestion/journal?page={page}&fiche=9999999999&au=2199-12-31")
    assert answer.status_code == 200


def test_the_journal_comes_in_pages_of_fifty(empty_app: Flask) -> None:
    _acts(*(f"n{number}n" for number in range(51)))
    browser = _browser(empty_app)
    first, second = (browser.get(f"/gestion/journal?page={page}").text for page in (1, 2))
    assert ("«n50n»" in first, "«n0n»" in first) == (True, False)
    assert ("«n50n»" in second, "«n0n»" in second) == (False, True)
    assert "Page 1 sur 2" in first


def test_the_file_holds_no_formula(empty_app: Flask) -> None:
    _acts("=1+1")
    answer = _browser(empty_app).get("/gestion/journal.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][:5] == ["1", "24/11/2026", "10:00:00", "Paul", "a modifié la fiche"]
    assert rows[1][6] == "'=1+1"


def test_the_file_is_given_soon_after_signing_in_only(empty_app: Flask) -> None:
    browser = _browser(empty_app)
    empty_app.extensions["portal.directory"].clock = lambda: NOW + timedelta(minutes=20)
    answer = browser.get("/gestion/journal.csv?acte=fiche.publiee")
    assert answer.status_code == 303
    assert answer.location.startswith("/gestion/confirmer?suite=/gestion/journal.csv")


def test_the_chain_is_looked_at_when_somebody_asks(empty_app: Flask) -> None:
    _acts("Un", "Deux")
    browser = _browser(empty_app)
    assert browser.send("/gestion/journal/controle").status_code == 303
    assert "La chaîne du journal est entière : 2 actes contrôlés." in _journal(browser)
    with transaction() as session:
        session.execute(text("DROP TRIGGER audit_event_no_update"))
        session.execute(text("UPDATE audit_event SET actor = 'Anne' WHERE id = 2"))
    browser.send("/gestion/journal/controle")
    assert "La chaîne du journal est rompue à l’acte n° 2" in _journal(browser)


def _journal(browser: StaffBrowser) -> str:
    db.session().expire_all()
    return browser.get("/gestion/journal").text


@pytest.mark.parametrize("page", ["/gestion/journal", "/gestion/journal.csv"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31"])
def test_a_day_beyond_all_journals_is_told(empty_app: Flask, page: str, day: str) -> None:
    answer = _browser(empty_app).get(f"{page}?du={day}")
    assert answer.status_code == 400
    assert "Depuis le : écrivez une date" in answer.text
