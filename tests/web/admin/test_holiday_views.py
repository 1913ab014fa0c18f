"""School holidays of Corse and overseas: entered by hand, known to everybody at once."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.calendar import SchoolZone
from portal.store.audit import list_events_of
from portal.store.db import db
from portal.store.school_holidays import SchoolHoliday, list_school_holidays
from tests.conftest import app_in
from tests.staff import StaffBrowser, add_agent, sign_in

PAGE = "/gestion/vacances"
WINTER = {"zone": "corse", "nom": "Vacances d’hiver", "du": "2027-02-13", "au": "2027-02-28"}


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.CNAF))


def _entered() -> list[SchoolHoliday]:
    db.session().rollback()
    return list_school_holidays(db.session())


def test_holidays_that_are_entered_are_known_to_another_process_at_once(
    app: Flask, browser: StaffBrowser
) -> None:
    directory = app_in(app.extensions["portal.settings"].instance).extensions["portal.directory"]
    assert directory.index is not None
    assert directory.school.is_holiday(SchoolZone.CORSE, date(2027, 2, 20)) is None
    assert browser.send(PAGE, WINTER).status_code == 303
    assert directory.index is not None
    assert directory.school.is_holiday(SchoolZone.CORSE, date(2027, 2, 20)) is True
    browser.send(f"{PAGE}/{_entered()[0].id}/retirer")
    assert directory.index is not None
    assert directory.school.is_holiday(SchoolZone.CORSE, date(2027, 2, 20)) is None


def test_history_tells_what_was_added_and_removed(browser: StaffBrowser) -> None:
    browser.send(PAGE, WINTER)
    holiday_id = _entered()[0].id
    browser.send(f"{PAGE}/{holiday_id}/retirer")
    told = [event.sentence for event in list_events_of(db.session(), "vacances", holiday_id)]
    assert told == [
        "Cnaf 87 a retiré les vacances «Vacances d’hiver, Corse».",
        "Cnaf 87 a ajouté les vacances «Vacances d’hiver, Corse».",
    ]
    assert _entered() == []


@pytest.mark.parametrize(
    ("changed", "said", "field"),
    [
        ({"au": "2027-02-01"}, "Dernier jour : il vient avant le premier.", "au"),
        ({"zone": "A"}, "Zone : choisissez une zone de la liste.", "zone"),
        ({"zone": "nulle_part"}, "Zone : choisissez une zone de la liste.", "zone"),
        ({"nom": " "}, "Nom : écrivez-le.", "nom"),
        ({"du": "hier"}, "Premier jour : choisissez une date", "du"),
        ({"du": ""}, "Premier jour : choisissez une date", "du"),
        ({"au": "2028-02-28"}, "Dernier jour : ces vacances dureraient plus", "au"),
        ({"du": "0027-02-13"}, "Premier jour : cette année n’est pas possible.", "du"),
        ({"du": "2027-02-28", "au": "2027-03-05"}, "couvre déjà du 13 février 2027 au", "du"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    browser: StaffBrowser, changed: dict[str, str], said: str, field: str
) -> None:
    browser.send(PAGE, WINTER)
    answer = browser.send(PAGE, {**WINTER, **changed})
    assert answer.status_code == 400
    assert said in answer.text
    assert f'href="#{field}"' in answer.text
    assert len(_entered()) == 1


def test_the_same_days_may_be_holidays_elsewhere(browser: StaffBrowser) -> None:
    browser.send(PAGE, WINTER)
    assert browser.send(PAGE, {**WINTER, "zone": "mayotte"}).status_code == 303
    assert "Mayotte" in browser.get(PAGE).text


@pytest.mark.parametrize("role", [Role.AGENT, Role.RESPONSABLE, Role.GESTIONNAIRE])
def test_only_the_cnaf_and_administrators_enter_them(app: Flask, role: Role) -> None:
    visitor = sign_in(app, add_agent(role))
    assert visitor.get(PAGE).status_code == 403
    assert visitor.send(PAGE, WINTER).status_code == 403
    assert _entered() == []
