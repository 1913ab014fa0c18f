"""An agent signs in through an issuer of OpenID Connect and out again, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from portal.domain.access import Role
from portal.settings import Settings
from tests.conftest import app_in, close_database
from tests.issuer import CLIENT, SECRET, TestIssuer, running_issuer
from tests.journeys.conftest import serving
from tests.staff import add_agent

pytestmark = pytest.mark.browser


@pytest.fixture
def issuer() -> Iterator[TestIssuer]:
    with running_issuer() as started:
        yield started


@pytest.fixture
def site(app: Flask, issuer: TestIssuer) -> Iterator[str]:
    """Serve an application whose agents sign in through the issuer."""
    add_agent(Role.AGENT, mail="zoe@exemple.fr")
    settings: Settings = app.extensions["portal.settings"]
    made = app_in(
        settings.instance,
        oidc_issuer=issuer.url,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    with made.app_context(), serving(made) as address:
        yield address
        close_database()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_signing_in_there_and_out_again(
    browser: Browser, site: str, issuer: TestIssuer, javascript: bool
) -> None:
    page = browser.new_page(base_url=site, java_script_enabled=javascript)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.goto("/gestion/compte")
    page.get_by_role("link", name="Se connecter avec ProConnect").click()
    if not javascript:
        page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page).to_have_url(re.compile("/gestion/connexion$"))
    assert any(path.startswith("/end_session?id_token_hint=") for path in issuer.received)
    assert trouble == []
    page.context.close()
