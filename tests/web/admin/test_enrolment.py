"""The second factor is set before anything else opens, and replaced by who proves who they are."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from portal.store.agents import get_agent
from portal.store.db import db
from tests.accounts import SECRET, Visitor, add_account, code_at, visitor
from tests.conftest import NOW

PAGE = "/gestion/compte/second-facteur"


@pytest.fixture
def browser(app: Flask) -> Visitor:
    """Give a browser in which nobody signed in."""
    return visitor(app)


def _secret(page: str) -> str:
    found = re.search(r"<code>([A-Z2-7 ]{39})</code>", page)
    assert found is not None
    return found.group(1).replace(" ", "")


@pytest.mark.parametrize("address", ["/gestion", "/gestion/compte", "/gestion/compte/codes"])
def test_nothing_opens_before_the_second_factor_that_must_be_is_set(
    browser: Visitor, address: str
) -> None:
    browser.sign_in(add_account())
    answer = browser.get(address)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert browser.get(PAGE).status_code == 200


def test_nothing_can_be_posted_before_either(browser: Visitor) -> None:
    browser.sign_in(add_account())
    answer = browser.fill(PAGE, {}, "/gestion/compte/sessions/fermer-les-autres")
    assert (answer.status_code, answer.location) == (303, PAGE)


def test_who_has_to_set_a_second_factor_may_sign_out(browser: Visitor) -> None:
    browser.sign_in(add_account())
    assert browser.fill(PAGE, {}, "/gestion/deconnexion").location == "/gestion/connexion"


def test_a_right_code_sets_it_shows_ten_recovery_codes_and_opens_the_rest(browser: Visitor) -> None:
    agent = add_account()
    browser.sign_in(agent)
    secret = _secret(browser.get(PAGE).text)
    code = pyotp.TOTP(secret).at(int(NOW.timestamp()))
    answer = browser.fill(PAGE, {"code": code})
    assert len(re.findall(r"<code>[0-9a-z]{4}(?:-[0-9a-z]{4}){3}</code>", answer.text)) == 10
    assert get_agent(db.session(), agent.id).totp_secret == secret
    assert browser.get("/gestion").status_code == 200


def test_a_wrong_code_sets_nothing_and_keeps_the_secret_that_was_shown(browser: Visitor) -> None:
    agent = add_account()
    browser.sign_in(agent)
    shown = _secret(browser.get(PAGE).text)
    answer = browser.fill(PAGE, {"code": "000000"})
    assert answer.status_code == 400
    assert _secret(answer.text) == shown
    assert get_agent(db.session(), agent.id).totp_secret is None


def test_the_drawing_stands_in_the_page_without_style_or_foreign_address(browser: Visitor) -> None:
    browser.sign_in(add_account())
    page = browser.get(PAGE).text
    drawing = page[page.index('aria-label="QR code') :].split("</svg>")[0]
    assert "<path" in drawing
    assert "style=" not in drawing
    assert "data:" not in drawing


def test_posting_again_does_not_show_the_codes_again(browser: Visitor) -> None:
    browser.sign_in(add_account())
    secret = _secret(browser.get(PAGE).text)
    fields = {"code": pyotp.TOTP(secret).at(int(NOW.timestamp()))}
    browser.fill(PAGE, fields)
    answer = browser.fill("/gestion/compte", fields, PAGE)
    assert (answer.status_code, answer.location) == (303, PAGE)


@pytest.mark.parametrize("address", [PAGE, "/gestion/compte/codes"])
def test_replacing_it_asks_again_who_one_is(app: Flask, browser: Visitor, address: str) -> None:
    agent = add_account(totp=True)
    browser.sign_in(agent)
    browser.send_code(code_at())
    assert browser.get(address).status_code == 200
    app.extensions["portal.directory"].clock = lambda: NOW + timedelta(minutes=11)
    answer = browser.get(address)
    assert (answer.status_code, answer.location) == (303, f"/gestion/confirmer?suite={address}")
    assert browser.fill("/gestion/compte", {"code": "1"}, address).status_code == 303
    assert get_agent(db.session(), agent.id).totp_secret == SECRET


def test_new_recovery_codes_are_shown_once_made(browser: Visitor) -> None:
    browser.sign_in(add_account(totp=True))
    browser.send_code(code_at())
    answer = browser.fill("/gestion/compte/codes", {})
    assert len(re.findall(r"<code>[0-9a-z-]{19}</code>", answer.text)) == 10
    assert "il en reste 10" in browser.get("/gestion/compte").text
