"""One's own account, seen and kept by oneself."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.french import NBSP
from portal.services.accounts.passwords import is_password
from portal.store.agents import Agent, get_agent
from portal.store.db import db
from tests.accounts import PASSWORD, Visitor, add_account, visitor
from tests.staff import add_agent, sign_in

PAGE = "/gestion/compte"
NEXT = "cinq girafes bleues au quai"


@pytest.fixture
def agent(app: Flask) -> Agent:
    """Save an agent who needs no second factor."""
    del app
    return add_account(second_factor_required=False)


@pytest.fixture
def browser(app: Flask, agent: Agent) -> Visitor:
    """Give a browser in which the agent signed in."""
    made = visitor(app)
    made.sign_in(agent)
    return made


def _other(app: Flask, agent: Agent) -> Visitor:
    made = visitor(app)
    made.sign_in(agent)
    return made


@pytest.mark.parametrize("role", Role)
def test_everybody_sees_their_own_account(app: Flask, role: Role) -> None:
    someone = add_agent(role)
    page = sign_in(app, someone).get(PAGE).text
    assert someone.name in page
    assert someone.mail in page
    assert role.label in page


def test_a_new_password_asks_for_the_former_and_ends_the_other_sessions(
    app: Flask, agent: Agent, browser: Visitor
) -> None:
    other = _other(app, agent)
    fields = {"actuel": PASSWORD, "nouveau": NEXT}
    answer = browser.fill(f"{PAGE}/mot-de-passe", fields)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert browser.get(PAGE).status_code == 200
    assert other.get(PAGE).status_code == 303


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"actuel": "autre chose !", "nouveau": NEXT},
            "Mot de passe actuel : ce n’est pas le bon.",
        ),
        ({"actuel": PASSWORD, "nouveau": "court"}, "il faut 12 caractères ou plus"),
        ({"actuel": PASSWORD, "nouveau": ""}, "Nouveau mot de passe : écrivez-le."),
        ({"nouveau": NEXT}, "Mot de passe actuel : écrivez-le."),
    ],
)
def test_what_is_wrong_is_said_and_the_password_stays(
    agent: Agent, browser: Visitor, fields: dict[str, str], message: str
) -> None:
    answer = browser.fill(f"{PAGE}/mot-de-passe", fields)
    assert answer.status_code == 400
    assert message in answer.text
    assert is_password(get_agent(db.session(), agent.id).password_hash, PASSWORD)


def test_one_sees_and_closes_ones_sessions(app: Flask, agent: Agent, browser: Visitor) -> None:
    other = _other(app, agent)
    page = browser.get(PAGE).text
    assert f"ouverte le 24 novembre à 10{NBSP}h" in page
    (address,) = re.findall(r'action="(/gestion/compte/sessions/\d+/fermer)"', page)
    assert browser.fill(PAGE, {}, address).location == PAGE
    assert other.get(PAGE).status_code == 303
    assert browser.get(PAGE).status_code == 200


def test_one_closes_all_the_others_together(app: Flask, agent: Agent, browser: Visitor) -> None:
    others = [_other(app, agent) for _ in range(2)]
    browser.fill(PAGE, {}, f"{PAGE}/sessions/fermer-les-autres")
    assert [other.get(PAGE).status_code for other in others] == [303, 303]
    assert browser.get(PAGE).status_code == 200


def test_the_session_of_somebody_else_is_not_there(app: Flask, browser: Visitor) -> None:
    colleague = add_account("paul@exemple.fr", second_factor_required=False)
    theirs = _other(app, colleague)
    third = _other(app, colleague)
    (address,) = re.findall(r'action="(\S+/\d+/fermer)"', theirs.get(PAGE).text)
    assert browser.fill(PAGE, {}, address).status_code == 404
    assert third.get(PAGE).status_code == 200
