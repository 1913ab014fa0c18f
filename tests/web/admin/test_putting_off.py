"""What is posted too long after signing in is not done, said, and not lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.access import Role
from portal.store.agents import find_agent
from portal.store.audit import AuditEvent
from portal.store.db import db
from tests.accounts import PASSWORD, add_account
from tests.conftest import NOW
from tests.staff import HERE, StaffBrowser, add_agent, listing_in, sign_in

EXPORT, TABLE = "/gestion/fiches/exporter", "/gestion/fiches?q=limoges&tri=type"
INVITE = "/gestion/agents/inviter"


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Give a browser in which somebody who answers for a Caf signed in eleven minutes ago."""
    made = sign_in(app, add_account(role=Role.RESPONSABLE, totp=True))
    app.extensions["portal.directory"].clock = lambda: NOW + timedelta(minutes=11)
    return made


def _post(
    browser: StaffBrowser, address: str, fields: Mapping[str, object], page: str
) -> TestResponse:
    """Post a form as a browser does, which tells on which page it was."""
    return browser.send(address, fields, headers={"Referer": f"http://localhost{page}"})


def _prove(browser: StaffBrowser, put_off: TestResponse) -> TestResponse:
    """Prove who one is on the page that asks for it."""
    page = browser.get(put_off.location)
    assert "rien n’est encore fait" in page.text
    suite = page.text.partition('name="suite" value="')[2].partition('"')[0].replace("&amp;", "&")
    return browser.send("/gestion/confirmer", {"suite": suite, "mot_de_passe": PASSWORD})


def test_the_listings_that_were_ticked_are_ticked_again(browser: StaffBrowser) -> None:
    ticked = listing_in(HERE).id
    put_off = _post(browser, EXPORT, {"fiche": ticked, "format": "csv", "vue": TABLE}, TABLE)
    assert db.session().query(AuditEvent).count() == 0
    answer = _prove(browser, put_off)
    assert answer.location == TABLE
    page = browser.get(TABLE).text
    assert "Ce n’est pas encore fait : appuyez de nouveau sur «Exporter»." in page
    assert page.count(" checked>") == 1
    assert f'value="{ticked}" checked>' in page
    assert " checked>" not in browser.get(TABLE).text
    assert browser.send(EXPORT, {"fiche": ticked, "format": "csv"}).status_code == 200


def test_more_than_a_cookie_holds_is_to_be_chosen_again(browser: StaffBrowser) -> None:
    put_off = _post(browser, EXPORT, {"fiche": list(range(10_000, 10_500))}, TABLE)
    page = browser.get(_prove(browser, put_off).location).text
    assert "refaites votre choix, puis appuyez sur «Exporter»." in page
    assert " checked>" not in page


def test_an_export_of_funding_files_comes_back_to_their_table(browser: StaffBrowser) -> None:
    page = "/gestion/dossiers?annee=2026"
    put_off = _post(browser, "/gestion/dossiers/exporter", {"format": "csv"}, page)
    answer = _prove(browser, put_off)
    assert answer.location == page
    assert "appuyez de nouveau sur «Exporter»." in browser.get(page).text


def test_an_invitation_keeps_what_was_typed(browser: StaffBrowser) -> None:
    typed = {"nom": "Zoé Petit", "courriel": "zoe@exemple.fr", "role": "lecteur", "cafs": HERE}
    answer = _prove(browser, _post(browser, INVITE, typed, INVITE))
    assert answer.location == INVITE
    assert find_agent(db.session(), "zoe@exemple.fr") is None
    page = browser.get(INVITE).text
    assert "appuyez de nouveau sur «Envoyer l’invitation»." in page
    assert 'value="Zoé Petit"' in page
    assert 'value="zoe@exemple.fr"' in page
    assert '<option selected value="lecteur">' in page
    assert "Zoé Petit" not in browser.get(INVITE).text


def test_rights_keep_what_was_typed(browser: StaffBrowser) -> None:
    page = f"/gestion/agents/{add_agent(Role.AGENT).id}"
    typed = {"nom": "Zoé Petit", "role": "lecteur", "cafs": HERE}
    assert _prove(browser, _post(browser, page, typed, page)).location == page
    assert 'value="Zoé Petit"' in browser.get(page).text
    assert 'value="Agent 87"' in browser.get(page).text


def test_an_act_says_which_button_is_left_to_press(browser: StaffBrowser) -> None:
    page = f"/gestion/agents/{add_agent(Role.AGENT).id}"
    assert _prove(browser, _post(browser, f"{page}/desactiver", {}, page)).location == page
    assert "appuyez de nouveau sur «Désactiver le compte»." in browser.get(page).text


@pytest.mark.parametrize(
    "page",
    [
        "https://example.org/gestion/fiches",
        "http://localhost.example.org/gestion/fiches",
        "http://localhost@example.org/gestion",
        "http://localhost//example.org",
        "http://localhost/gestion/fiches/exporter",
        "http://localhost/gestion/rien",
        "http://localhost/lieux",
        "http://[",
        "",
    ],
)
def test_only_a_page_of_the_staff_side_is_come_back_to(browser: StaffBrowser, page: str) -> None:
    answer = browser.send(EXPORT, {"fiche": "1"}, headers={"Referer": page})
    assert answer.location == "/gestion/confirmer?suite=/gestion"


def test_what_was_put_off_and_given_up_is_forgotten(browser: StaffBrowser) -> None:
    page = f"/gestion/agents/{add_agent(Role.AGENT).id}"
    _post(browser, f"{page}/desactiver", {}, page)
    again = browser.get(page)
    assert "rien n’est encore fait" not in browser.get(again.location).text
    browser.send("/gestion/confirmer", {"suite": page, "mot_de_passe": PASSWORD})
    assert "Ce n’est pas encore fait" not in browser.get(page).text


def test_who_was_signed_out_meanwhile_comes_back_to_the_page_too(
    app: Flask, browser: StaffBrowser
) -> None:
    app.extensions["portal.directory"].clock = lambda: NOW + timedelta(minutes=40)
    answer = _post(browser, EXPORT, {"fiche": "1"}, "/gestion/fiches?q=a")
    assert answer.location == "/gestion/connexion?suite=/gestion/fiches%3Fq%3Da"
