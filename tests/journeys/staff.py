"""An agent's browser for journeys: signed in from the start, and watched like every other page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Browser, Page

from portal.store.agents import Agent
from tests.journeys.conftest import serving
from tests.staff import sign_in

COOKIE = "__Host-session"


@contextmanager
def staff_page(
    browser: Browser, app: Flask, agent: Agent, *, width: int = 1280, javascript: bool = True
) -> Iterator[Page]:
    """Serve the application and open a tab in which the agent is signed in.

    Fails on any console message, page error or request to another host. What the browser says by
    itself of an answer that is an error on purpose (409, 422…) does not count.
    """
    with (
        serving(app) as site,
        staff_tab(browser, app, agent, site, width=width, javascript=javascript) as page,
    ):
        yield page


@contextmanager
def staff_tab(
    browser: Browser,
    app: Flask,
    agent: Agent,
    site: str,
    *,
    width: int = 1280,
    javascript: bool = True,
) -> Iterator[Page]:
    """Open such a tab on a site that is served already, for journeys of several people."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        base_url=site,
        locale="fr-FR",
        java_script_enabled=javascript,
    )
    kept = sign_in(app, agent).get_cookie(COOKIE)
    assert kept
    # Such a cookie may only be set over https; browsers send it to this machine all the same.
    secure = site.replace("http:", "https:")
    context.add_cookies([{"name": COOKIE, "value": kept.value, "url": secure, "secure": True}])
    tab = context.new_page()
    trouble: list[str] = []
    tab.on("console", lambda message: _told(trouble, message.text))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("request", lambda sent: None if sent.url.startswith(site) else trouble.append(sent.url))
    yield tab
    context.close()
    assert trouble == []


def _told(trouble: list[str], message: str) -> None:
    if not message.startswith("Failed to load resource"):
        trouble.append(message)
