"""An agent signs in for the first time, and comes back the next minute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.services.accounts.links import make_link
from portal.store.credentials import LinkPurpose
from portal.store.db import transaction
from tests.accounts import add_account
from tests.conftest import NOW
from tests.journeys.conftest import serving

pytestmark = pytest.mark.browser

MAIL, PASSWORD = "claire@exemple.fr", "cinq girafes bleues au quai"


class Clock:
    """The time that both the portal and the telephone show."""

    def __init__(self, app: Flask) -> None:
        self.now = NOW
        app.extensions["portal.directory"].clock = self

    def __call__(self) -> datetime:
        """Return what time it is."""
        return self.now

    def pass_by(self, seconds: int) -> None:
        """Let time go by."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(app: Flask) -> Clock:
    """Return the clock of the portal, to be moved."""
    return Clock(app)


@pytest.fixture
def invitation(app: Flask, clock: Clock) -> Iterator[str]:
    """Serve an application of the test's own and return the link that an agent was sent."""
    del clock
    agent = add_account(MAIL, password_hash=None)
    with transaction() as session:
        token = make_link(session, session.merge(agent), LinkPurpose.INVITATION, NOW)
    with serving(app) as address:
        yield f"{address}/gestion/invitation/{token}"


@pytest.fixture(params=[360, 1280], ids=["phone", "desktop"])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Open a tab that may keep the cookie of staff."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="fr-FR")
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text))
    yield page
    context.close()
    # Browsers write each status of 400 to the console.
    assert [text for text in trouble if "status of 400" not in text] == []


def _reads(page: Page, heading: str) -> None:
    """Check which page this is, and that nothing is wider than the screen."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _sign_in(page: Page) -> None:
    page.get_by_label("Courriel").fill(MAIL)
    page.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def _send_code(page: Page, code: str) -> None:
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name=re.compile("Continuer|Confirmer")).click()


def test_first_sign_in_with_an_authenticator_then_the_next(
    tab: Page, invitation: str, clock: Clock
) -> None:
    tab.goto(invitation)
    _reads(tab, "Bienvenue, Agent 87")
    password = tab.get_by_role("textbox", name="Nouveau mot de passe")
    password.fill(PASSWORD)
    tab.get_by_role("button", name=re.compile("Afficher")).click()
    expect(password).to_have_attribute("type", "text")
    tab.get_by_role("button", name="Enregistrer").click()

    expect(tab.get_by_role("status")).to_contain_text("Vous pouvez vous connecter.")
    _sign_in(tab)
    _reads(tab, "Protéger votre compte")
    expect(tab.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    telephone = pyotp.TOTP(tab.locator(".secret").inner_text().replace(" ", ""))
    _send_code(tab, telephone.at(clock.now))
    _reads(tab, "Vos codes de secours")
    codes = tab.locator(".spare-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    tab.get_by_role("link", name=re.compile("J’ai gardé mes codes")).click()
    _reads(tab, "Aujourd’hui")

    tab.get_by_role("button", name="Se déconnecter").click()
    clock.pass_by(60)
    used = telephone.at(clock.now)
    _sign_in(tab)
    _send_code(tab, used)
    _reads(tab, "Aujourd’hui")

    tab.get_by_role("button", name="Se déconnecter").click()
    _sign_in(tab)
    _send_code(tab, used)
    expect(tab.get_by_role("alert")).to_contain_text("il a déjà servi")
    tab.get_by_role("link", name="Utiliser un code de secours").click()
    _send_code(tab, codes[0])
    _reads(tab, "Aujourd’hui")


def test_signing_in_without_javascript(browser: Browser, invitation: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(invitation)
    page.get_by_label("Nouveau mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Enregistrer").click()
    _sign_in(page)
    _reads(page, "Protéger votre compte")
    context.close()
