"""On a phone the navigation of the staff side is a menu, one key away, with or without scripts."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.domain.access import Role
from tests.journeys.axe import LOOKS, violations
from tests.journeys.staff import staff_page
from tests.staff import add_agent

pytestmark = pytest.mark.browser

PHONE = 360


def _open(page: Page) -> None:
    page.get_by_role("button", name="Menu", exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_menu_of_a_phone_shows_the_page_that_one_is_on(
    browser: Browser, app: Flask, javascript: bool
) -> None:
    agent = add_agent(Role.AGENT)
    with staff_page(browser, app, agent, width=PHONE, javascript=javascript) as page:
        page.goto("/gestion/financements")
        ways = page.get_by_role("navigation", name="Espace des agents")
        expect(ways).to_be_hidden()
        _open(page)
        here = ways.get_by_role("link", name="Financements")
        expect(here).to_have_attribute("aria-current", "page")
        expect(here).to_be_in_viewport()
        ways.get_by_role("link", name="Couverture").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Couverture : Haute-Vienne")
        expect(ways).to_be_hidden()


def test_the_menu_is_closed_with_its_button_or_with_escape(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT), width=PHONE) as page:
        page.goto("/gestion")
        ways = page.get_by_role("navigation", name="Espace des agents")
        _open(page)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Fermer le menu")).to_be_focused()
        page.keyboard.press("Escape")
        expect(ways).to_be_hidden()
        expect(page.get_by_role("button", name="Menu", exact=True)).to_be_focused()
        _open(page)
        page.get_by_role("button", name="Fermer le menu").click()
        expect(ways).to_be_hidden()


def test_the_head_of_a_phone_is_one_line_of_named_buttons(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT), width=PHONE) as page:
        page.goto("/gestion")
        head = page.locator(".staff-header").bounding_box()
        assert head
        assert head["height"] < 70
        expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
        expect(page.get_by_role("link", name="Agent 87")).to_be_visible()


def test_axe_finds_nothing_in_the_menu_of_a_phone(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.RESPONSABLE), width=PHONE) as page:
        # Colours that are on their way to others are those of no scheme.
        page.emulate_media(reduced_motion="reduce")
        page.goto("/gestion")
        _open(page)
        assert violations(page, "html", ((PHONE, "light", LOOKS), (PHONE, "dark", LOOKS))) == []


def test_on_a_wide_screen_the_navigation_is_always_there(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        page.goto("/gestion")
        expect(page.get_by_role("link", name="Couverture")).to_be_visible()
        expect(page.get_by_role("button", name="Menu", exact=True)).to_be_hidden()
