"""An agent adds a passkey, then signs in with it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, CDPSession, Page, expect

from portal.domain.access import Role
from portal.services.accounts.passwords import hash_password
from portal.store.agents import Agent, get_agent
from portal.store.db import transaction
from tests.journeys.conftest import serving
from tests.staff import add_agent

pytestmark = pytest.mark.browser

PASSWORD = "sept lapins sous la lune"
KINDS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def _desk(browser: Browser, app: Flask, agent: Agent) -> Iterator[tuple[Page, CDPSession, str]]:
    """Sign in, in a tab with an authenticator; no key is bound to an address of numbers."""
    with serving(app) as address:
        site = address.replace("127.0.0.1", "localhost")
        page = browser.new_page(base_url=site)
        trouble: list[str] = []
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        added = devices.send("WebAuthn.addVirtualAuthenticator", {"options": KINDS})
        page.goto("/gestion/compte")
        _type_password(page, agent)
        yield page, devices, added["authenticatorId"]
        page.context.close()
        assert trouble == []


@pytest.fixture
def agent(app: Flask) -> Agent:
    del app
    agent = add_agent(Role.AGENT)
    with transaction() as session:
        get_agent(session, agent.id).password_hash = hash_password(PASSWORD)
    return agent


def _add(page: Page, name: str) -> None:
    page.goto("/gestion/compte")
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill(name)
    page.get_by_role("button", name="Créer la clé d’accès").click()
    expect(page.get_by_text("Votre clé d’accès est enregistrée.")).to_be_visible()


def _type_password(page: Page, agent: Agent) -> None:
    page.get_by_label("Courriel").fill(agent.mail)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def _come_back(page: Page, agent: Agent) -> None:
    page.get_by_role("button", name="Se déconnecter").click()
    _type_password(page, agent)
    page.get_by_role("link", name="Utiliser ma clé d’accès").click()


def test_a_passkey_replaces_the_code(browser: Browser, app: Flask, agent: Agent) -> None:
    with _desk(browser, app, agent) as (page, _devices, _device):
        _add(page, "Ordinateur du bureau")
        _come_back(page, agent)
        page.get_by_role("button", name="Utiliser ma clé d’accès").click()
        expect(page).to_have_url(re.compile("/gestion$"))
        page.goto("/gestion/compte")
        expect(page.get_by_text("Ordinateur du bureau").first).to_be_visible()
        page.get_by_role("button", name="Retirer Ordinateur du bureau").click()
        expect(page.get_by_text("Cette clé d’accès est retirée.")).to_be_visible()


def test_who_has_no_passkey_at_hand_is_told_and_may_use_a_code(
    browser: Browser, app: Flask, agent: Agent
) -> None:
    with _desk(browser, app, agent) as (page, devices, device):
        _add(page, "Téléphone")
        devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": KINDS})
        _come_back(page, agent)
        page.get_by_role("button", name="Utiliser ma clé d’accès").click()
        expect(page.get_by_role("alert")).to_contain_text("Rien n’est fait")
        page.get_by_role("link", name="Faire autrement").click()
        expect(page.get_by_role("link", name="Utiliser un code de secours")).to_be_visible()


def test_a_device_is_not_added_twice(browser: Browser, app: Flask, agent: Agent) -> None:
    with _desk(browser, app, agent) as (page, _devices, _device):
        _add(page, "Téléphone")
        page.goto("/gestion/compte/cles")
        page.get_by_role("button", name="Créer la clé d’accès").click()
        expect(page.get_by_role("alert")).to_contain_text("a déjà une clé d’accès")


def test_a_passkey_confirms_who_one_is(browser: Browser, app: Flask, agent: Agent) -> None:
    with _desk(browser, app, agent) as (page, _devices, _device):
        _add(page, "Téléphone")
        page.goto("/gestion/confirmer?suite=/gestion/compte/codes")
        page.get_by_role("link", name="Utiliser ma clé d’accès").click()
        page.get_by_role("button", name="Utiliser ma clé d’accès").click()
        expect(page).to_have_url(re.compile("/gestion/compte/codes$"))
