"""Signing in, in one or two steps, and signing out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.services.accounts.attempts import MOST_HERE
from portal.services.accounts.second_factor import renew_codes
from portal.store.agents import Agent
from portal.store.db import db, transaction
from portal.store.staff_sessions import StaffSession
from tests.accounts import PASSWORD, Visitor, add_account, code_at, visitor
from tests.conftest import NOW
from tests.web.admin.test_entering import HOSTILE


@pytest.fixture
def browser(app: Flask) -> Visitor:
    """Give a browser in which nobody signed in."""
    return visitor(app)


def _plain(**columns: object) -> Agent:
    return add_account(second_factor_required=False, **columns)


def test_mail_and_password_open_the_page_that_was_asked_for(browser: Visitor) -> None:
    agent = _plain()
    answer = browser.sign_in(agent, suite="/gestion/compte")
    assert (answer.status_code, answer.location) == (303, "/gestion/compte")
    assert agent.name in browser.get("/gestion/compte").text


@pytest.mark.parametrize("password", ["", "autre chose !", "x" * 100_000])
def test_a_wrong_password_is_refused_and_the_mail_stays_in_its_field(
    browser: Visitor, password: str
) -> None:
    answer = browser.sign_in(_plain(), password)
    assert answer.status_code == 400
    assert 'value="claire@exemple.fr"' in answer.text
    assert "Erreur :" in answer.text
    assert browser.get("/gestion").status_code == 303


def test_known_and_unknown_mails_get_the_same_page(browser: Visitor) -> None:
    known = browser.sign_in(_plain(), "autre chose !")
    unknown = browser.sign_in(Agent(mail="personne@exemple.fr"), "autre chose !")
    assert known.status_code == unknown.status_code == 400
    assert "Le courriel ou le mot de passe n’est pas le bon." in known.text
    assert known.text.count("\n") == unknown.text.count("\n")


@pytest.mark.parametrize("wanted", ["//example.org", "https://example.org", "/gestion/../lieux"])
def test_signing_in_never_leads_out_of_the_staff_side(browser: Visitor, wanted: str) -> None:
    assert browser.sign_in(_plain(), suite=wanted).location == "/gestion"


def test_neither_does_the_page_for_who_is_signed_in_whatever_it_is_asked(browser: Visitor) -> None:
    browser.sign_in(_plain())
    page = "/gestion/connexion"
    led = {browser.get(page, query_string={"suite": wanted}).location for wanted in HOSTILE}
    assert led == {"/gestion"}


def test_after_too_many_failures_the_page_says_how_long_to_wait(browser: Visitor) -> None:
    agent = _plain()
    for _ in range(MOST_HERE):
        browser.sign_in(agent, "autre chose !")
    answer = browser.sign_in(agent)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Attendez 15 minutes, puis recommencez." in answer.text


def test_a_form_without_its_token_is_refused(browser: Visitor) -> None:
    agent = _plain()
    fields = {"courriel": agent.mail, "mot_de_passe": PASSWORD}
    assert browser.post("/gestion/connexion", data=fields).status_code == 400
    assert db.session().scalar(select(func.count(StaffSession.id))) == 0


def test_posted_fields_that_no_form_has_change_nothing(browser: Visitor) -> None:
    agent = _plain()
    fields = {"courriel": agent.mail, "mot_de_passe": PASSWORD, "role": "admin", "id": "1"}
    browser.fill("/gestion/connexion", fields)
    assert db.session().get_one(Agent, agent.id).role is agent.role


def test_the_second_step_asks_for_a_code_and_nothing_opens_before(browser: Visitor) -> None:
    agent = add_account(totp=True)
    assert browser.sign_in(agent, suite="/gestion/compte").location == "/gestion/connexion"
    assert 'name="code"' in browser.get("/gestion/connexion").text
    assert browser.get("/gestion").status_code == 303
    assert browser.send_code("000000").status_code == 400
    assert browser.send_code(code_at()).location == "/gestion/compte"
    assert browser.get("/gestion").status_code == 200


def test_a_code_is_refused_the_second_time(app: Flask, browser: Visitor) -> None:
    agent = add_account(totp=True)
    browser.sign_in(agent)
    browser.send_code(code_at())
    other = visitor(app)
    other.sign_in(agent)
    answer = other.send_code(code_at())
    assert answer.status_code == 400
    assert "ou il a déjà servi" in answer.text


def test_a_recovery_code_opens_the_door_once(browser: Visitor) -> None:
    agent = add_account(totp=True)
    code = renew_codes(agent.id, NOW)[0]
    browser.sign_in(agent)
    assert "Code de secours" in browser.get("/gestion/connexion?secours").text
    assert browser.send_code(code).location == "/gestion"


def test_the_second_step_waits_for_ten_minutes(app: Flask, browser: Visitor) -> None:
    browser.sign_in(add_account(totp=True))
    page = browser.get("/gestion/connexion")
    assert 'name="code"' in page.text
    app.extensions["portal.directory"].clock = lambda: NOW + timedelta(minutes=10, seconds=1)
    answer = browser.send_code(code_at(601))
    assert answer.location == "/gestion/connexion"
    assert 'name="mot_de_passe"' in browser.get("/gestion/connexion").text
    assert browser.get("/gestion").status_code == 303


def test_the_second_step_is_over_when_the_password_changes(browser: Visitor) -> None:
    agent = add_account(totp=True)
    browser.sign_in(agent)
    with transaction() as session:
        session.merge(agent).password_hash = "another"
    assert browser.send_code(code_at()).location == "/gestion/connexion"
    assert browser.get("/gestion").status_code == 303


def test_a_code_alone_opens_nothing(browser: Visitor) -> None:
    add_account(totp=True)
    assert browser.send_code(code_at()).location == "/gestion/connexion"
    assert browser.get("/gestion").status_code == 303


def test_one_may_start_again_with_another_account(browser: Visitor) -> None:
    browser.sign_in(add_account(totp=True))
    assert 'name="mot_de_passe"' in browser.get("/gestion/connexion?recommencer").text


def test_the_session_in_the_cookie_changes_when_one_signs_in(browser: Visitor) -> None:
    agent = _plain()
    browser.sign_in(agent)
    with browser.session_transaction("/gestion") as kept:
        first = kept["jeton"]
    browser.fill("/gestion/compte", {}, "/gestion/deconnexion")
    browser.sign_in(agent)
    with browser.session_transaction("/gestion") as kept:
        assert kept["jeton"] != first


def test_a_session_that_was_signed_out_is_over_even_for_who_kept_its_cookie(
    app: Flask, browser: Visitor
) -> None:
    browser.sign_in(_plain())
    kept = browser.get_cookie("__Host-session", domain="localhost")
    assert kept is not None
    answer = browser.fill("/gestion/compte", {}, "/gestion/deconnexion")
    assert answer.location == "/gestion/connexion"
    assert "Vous êtes déconnecté." in browser.get("/gestion/connexion").text
    thief = app.test_client()
    thief.set_cookie("__Host-session", kept.value, domain="localhost", secure=True)
    assert thief.get("/gestion").status_code == 303


def test_who_is_signed_in_is_not_asked_to_sign_in(browser: Visitor) -> None:
    browser.sign_in(_plain())
    answer = browser.get("/gestion/connexion?suite=/gestion/compte")
    assert (answer.status_code, answer.location) == (303, "/gestion/compte")
