"""The pages of passkeys; the journeys show them in a browser."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from html import unescape

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.store.db import db, transaction
from portal.store.passkeys import list_passkeys
from tests.authenticator import Authenticator
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, sign_in

CREATE, CONFIRM = "/gestion/compte/cles", "/gestion/confirmer/cle"


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def _challenge(page: str) -> bytes:
    options = json.loads(unescape(re.findall('data-options="([^"]+)"', page)[0]))
    return urlsafe_b64decode(options["challenge"] + "==")


def _add(browser: StaffBrowser, made: Authenticator) -> None:
    challenge = _challenge(browser.get(CREATE).text)
    fields = {"reponse": made.make(challenge), "nom": "<b>Mon\r\nPC</b>" + "x" * 100}
    assert browser.send(CREATE, fields).status_code == 303


def test_a_passkey_is_added_then_confirms_then_is_removed(browser: StaffBrowser) -> None:
    made = Authenticator()
    _add(browser, made)
    assert "&lt;b&gt;Mon PC&lt;/b&gt;xxx" in browser.get("/gestion/compte").text
    challenge = _challenge(browser.get(f"{CONFIRM}?suite=/gestion/compte/codes").text)
    fields = {"reponse": made.sign(challenge), "suite": "/gestion/compte/codes"}
    assert browser.send(CONFIRM, fields).location == "/gestion/compte/codes"
    (kept,) = list_passkeys(db.session(), 1)
    browser.send(f"{CREATE}/{kept.id}/retirer")
    assert list_passkeys(db.session(), 1) == []


def test_a_passkey_is_enough_for_who_must_set_a_second_factor(app: Flask) -> None:
    agent = add_agent(Role.AGENT)
    with transaction() as session:
        session.merge(agent).second_factor_required = True
    browser = sign_in(app, agent)
    enrolment = browser.get("/gestion").location
    assert f'href="{CREATE}"' in browser.get(enrolment).text
    _add(browser, Authenticator())
    assert browser.get("/gestion").status_code == 200
    assert browser.get("/gestion/compte/codes").status_code == 200


def test_the_challenge_of_a_page_is_good_for_one_answer(browser: StaffBrowser) -> None:
    made = Authenticator()
    challenge = _challenge(browser.get(CREATE).text)
    wrong = browser.send(CREATE, {"reponse": "{}"})
    assert wrong.status_code == 400
    assert "n’a pas pu être lue" in wrong.text
    assert browser.send(CREATE, {"reponse": made.make(challenge)}).status_code == 400
    assert list_passkeys(db.session(), 1) == []


@pytest.mark.parametrize("answer", ["", "{", "[]", "null", "é" * 30_000])
def test_what_is_no_answer_is_refused(browser: StaffBrowser, answer: str) -> None:
    for address in (CREATE, CONFIRM):
        assert browser.send(address, {"reponse": answer}).status_code == 400


def test_nobody_removes_the_passkey_of_another(app: Flask, browser: StaffBrowser) -> None:
    _add(browser, Authenticator())
    (kept,) = list_passkeys(db.session(), 1)
    other = sign_in(app, add_agent(Role.AGENT, ELSEWHERE))
    assert other.send(f"{CREATE}/{kept.id}/retirer").status_code == 404
    assert list_passkeys(db.session(), 1) != []


def test_the_second_step_follows_the_password_only(app: Flask) -> None:
    add_agent(Role.AGENT)
    browser = StaffBrowser(app, app.response_class)
    assert browser.get("/gestion/connexion/cle").location == "/gestion/connexion"
    with browser.session_transaction("/gestion") as kept:
        kept["csrf_token"] = "a token for tests only"
    assert browser.send("/gestion/connexion/cle").location == "/gestion/connexion"
