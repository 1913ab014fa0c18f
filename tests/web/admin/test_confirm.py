"""Proving again who one is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.services.accounts.attempts import MOST_HERE
from tests.accounts import PASSWORD, Visitor, add_account, code_at, visitor
from tests.conftest import NOW

PAGE = "/gestion/confirmer?suite=/gestion/compte/codes"
LATER = 20 * 60


@pytest.fixture
def browser(app: Flask) -> Visitor:
    """Give a browser in which an agent signed in twenty minutes ago."""
    made = visitor(app)
    made.sign_in(add_account(totp=True))
    made.send_code(code_at())
    app.extensions["portal.directory"].clock = lambda: NOW + timedelta(seconds=LATER)
    assert made.get("/gestion/compte/codes").location == PAGE
    return made


@pytest.mark.parametrize("proof", [{"mot_de_passe": PASSWORD}, {"code": code_at(LATER)}])
def test_a_password_or_a_code_opens_the_sensitive_page(
    browser: Visitor, proof: dict[str, str]
) -> None:
    answer = browser.fill(PAGE, {"suite": "/gestion/compte/codes", **proof})
    assert (answer.status_code, answer.location) == (303, "/gestion/compte/codes")
    assert browser.get("/gestion/compte/codes").status_code == 200


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        ({"mot_de_passe": "autre chose !"}, "Mot de passe : ce n’est pas le bon."),
        ({"mot_de_passe": ""}, "Mot de passe : écrivez-le."),
        ({"code": code_at()}, "il a déjà servi"),
        ({"code": ""}, "Code : écrivez-le."),
    ],
)
def test_what_is_wrong_is_said_and_the_way_back_is_kept(
    browser: Visitor, proof: dict[str, str], message: str
) -> None:
    answer = browser.fill(PAGE, {"suite": "/gestion/compte/codes", **proof})
    assert answer.status_code == 400
    assert message in answer.text
    assert answer.text.count('value="/gestion/compte/codes"') == 2
    assert browser.get("/gestion/compte/codes").status_code == 303


def test_it_cannot_be_tried_for_long(browser: Visitor) -> None:
    for _ in range(MOST_HERE):
        browser.fill(PAGE, {"mot_de_passe": "autre chose !"})
    assert browser.fill(PAGE, {"mot_de_passe": PASSWORD}).status_code == 429


def test_it_never_leads_out_of_the_staff_side(browser: Visitor) -> None:
    answer = browser.fill(PAGE, {"suite": "//example.org", "mot_de_passe": PASSWORD})
    assert answer.location == "/gestion"


def test_who_is_not_signed_in_is_asked_to_sign_in(app: Flask) -> None:
    assert visitor(app).get(PAGE).location.startswith("/gestion/connexion?suite=")
