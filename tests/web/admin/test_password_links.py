"""Choosing a password by a link."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.services.accounts.links import make_link
from portal.services.accounts.passwords import is_password
from portal.store.agents import get_agent
from portal.store.credentials import AccountLink, LinkPurpose
from portal.store.db import db, transaction
from tests.accounts import PASSWORD, Visitor, add_account, visitor
from tests.conftest import NOW

FORGOTTEN = "/gestion/mot-de-passe-oublie"
NEXT = "cinq girafes bleues au quai"


@pytest.fixture
def browser(app: Flask) -> Visitor:
    """Give a browser in which nobody signed in."""
    return visitor(app)


def _ask(browser: Visitor, mail: str = "claire@exemple.fr") -> str:
    """Ask for a link; return where the answer leads, once everything after it is done."""
    answer = browser.fill(FORGOTTEN, {"courriel": mail})
    assert answer.status_code == 303
    answer.close()
    return answer.location


def _mails(folder: Path) -> list[str]:
    sent = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((folder / "outbox").glob("*.eml"))
    ]
    return [f"{mail['To']}\n{mail['Subject']}\n{mail.get_content()}" for mail in sent]


def _link(mail: str) -> str:
    found = re.search(r"^http://localhost(/gestion/nouveau-mot-de-passe/\S+)\s", mail, re.MULTILINE)
    assert found is not None
    return found.group(1)


def _invitation(agent_id: int) -> str:
    with transaction() as session:
        token = make_link(session, get_agent(session, agent_id), LinkPurpose.INVITATION, NOW)
    return f"/gestion/invitation/{token}"


def test_who_forgot_a_password_gets_a_link_and_chooses_another(
    browser: Visitor, tmp_path: Path
) -> None:
    agent = add_account()
    _ask(browser)
    (mail,) = _mails(tmp_path)
    assert mail.startswith(
        "claire@exemple.fr\nPrès des parents : choisir un nouveau mot de passe\n"
    )
    answer = browser.fill(_link(mail), {"mot_de_passe": NEXT})
    assert (answer.status_code, answer.location) == (303, "/gestion/connexion")
    assert is_password(get_agent(db.session(), agent.id).password_hash, NEXT)
    assert "Votre mot de passe est enregistré." in browser.get("/gestion/connexion").text


def test_known_and_unknown_mails_get_the_same_answer_and_one_a_mail(
    browser: Visitor, tmp_path: Path
) -> None:
    add_account()
    add_account("parti@exemple.fr", disabled_at=NOW)
    mails = ("claire@exemple.fr", "personne@exemple.fr", "parti@exemple.fr")
    assert {_ask(browser, mail) for mail in mails} == {f"{FORGOTTEN}?envoye"}
    assert len(_mails(tmp_path)) == 1
    assert "Si un compte existe à cette adresse" in browser.get(f"{FORGOTTEN}?envoye").text


def test_nothing_of_the_link_is_made_before_the_answer_has_left(browser: Visitor) -> None:
    add_account()
    answer = browser.fill(FORGOTTEN, {"courriel": "claire@exemple.fr"})
    links = select(func.count(AccountLink.id))
    before = db.session().scalar(links)
    db.session().rollback()
    answer.close()
    assert (before, db.session().scalar(links)) == (0, 1)


def test_asking_too_often_gets_the_same_answer_and_no_more_mail(
    browser: Visitor, tmp_path: Path
) -> None:
    add_account()
    assert {_ask(browser) for _ in range(5)} == {f"{FORGOTTEN}?envoye"}
    assert len(_mails(tmp_path)) == 3


def test_a_mail_that_does_not_leave_changes_nothing_in_the_answer(
    browser: Visitor, tmp_path: Path
) -> None:
    add_account("claire@@exemple.fr")
    assert _ask(browser, "claire@@exemple.fr") == f"{FORGOTTEN}?envoye"
    assert _mails(tmp_path) == []


@pytest.mark.parametrize("mail", ["", "x" * 300])
def test_a_mail_that_cannot_be_one_is_said(browser: Visitor, mail: str) -> None:
    answer = browser.fill(FORGOTTEN, {"courriel": mail})
    assert answer.status_code == 400
    assert "Courriel :" in answer.text


def test_opening_a_link_writes_nothing(browser: Visitor) -> None:
    agent = add_account()
    address = _invitation(agent.id)
    for _ in range(2):
        assert browser.get(address).status_code == 200
    assert is_password(get_agent(db.session(), agent.id).password_hash, PASSWORD)


def test_an_invitation_gives_the_first_password_and_signs_nobody_in(browser: Visitor) -> None:
    agent = add_account(password_hash=None)
    address = _invitation(agent.id)
    assert f"Bienvenue, {agent.name}" in browser.get(address).text
    assert browser.fill(address, {"mot_de_passe": NEXT}).location == "/gestion/connexion"
    assert browser.get("/gestion").status_code == 303
    assert browser.sign_in(agent, NEXT).status_code == 303


def test_a_link_does_not_bypass_the_second_factor(browser: Visitor) -> None:
    agent = add_account(totp=True)
    browser.fill(_invitation(agent.id), {"mot_de_passe": NEXT})
    browser.sign_in(agent, NEXT)
    assert 'name="code"' in browser.get("/gestion/connexion").text
    assert browser.get("/gestion").status_code == 303


@pytest.mark.parametrize("password", ["", "court", "motdepasse2026", "x" * 129])
def test_a_weak_password_is_refused_with_the_reason(browser: Visitor, password: str) -> None:
    agent = add_account()
    address = _invitation(agent.id)
    answer = browser.fill(address, {"mot_de_passe": password})
    assert answer.status_code == 400
    assert "mot de passe :" in answer.text.lower()
    assert is_password(get_agent(db.session(), agent.id).password_hash, PASSWORD)


def test_a_link_that_served_says_so_and_offers_another(browser: Visitor, tmp_path: Path) -> None:
    add_account()
    _ask(browser)
    address = _link(_mails(tmp_path)[0])
    browser.fill(address, {"mot_de_passe": NEXT})
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "Ce lien ne marche plus" in answer.text
    assert FORGOTTEN in answer.text
    again = browser.fill(FORGOTTEN, {"mot_de_passe": "encore un autre tout neuf"}, address)
    assert again.status_code == 404


@pytest.mark.parametrize("kind", ["invitation", "nouveau-mot-de-passe"])
def test_a_link_that_never_was_is_no_good(browser: Visitor, kind: str) -> None:
    assert browser.get(f"/gestion/{kind}/{'x' * 43}").status_code == 404
