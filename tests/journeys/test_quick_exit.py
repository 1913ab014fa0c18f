"""Leaving in a hurry: by the button, by the key, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


def _weather(route: Route) -> None:
    """Stand for the neutral site, where the tests never go."""
    route.fulfill(
        content_type="text/html; charset=utf-8", body="<title>Météo</title><p>Il fait beau.</p>"
    )


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def tab(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """Open a tab on the home page, with or without JavaScript; the way out leads to a stand-in."""
    context = browser.new_context(base_url=site, java_script_enabled=request.param)
    opened = context.new_page()
    opened.route("**/quitter", _weather)
    opened.goto("/")
    yield opened
    context.close()


@pytest.fixture
def reader(page: Page) -> Page:
    """Open a sensitive page after the home page; the way out leads to a stand-in."""
    page.route("**/quitter", _weather)
    page.goto("/")
    page.goto("/urgence")
    return page


def test_the_button_leaves_with_and_without_javascript(tab: Page) -> None:
    tab.goto("/urgence")
    tab.get_by_role("link", name="Quitter vite").click()
    expect(tab.get_by_text("Il fait beau.")).to_be_visible()


def test_the_page_that_was_left_is_not_behind_the_back_button(reader: Page) -> None:
    reader.get_by_role("link", name="Quitter vite").click()
    expect(reader).to_have_title("Météo")
    reader.go_back()
    expect(reader).to_have_url(re.compile(r"[0-9]/$"))


def test_three_presses_of_shift_leave(reader: Page) -> None:
    status = reader.locator("[data-quick-exit-status]")
    reader.keyboard.press("Shift")
    expect(status).to_contain_text("encore 2 fois")
    reader.keyboard.press("Shift")
    expect(status).to_contain_text("encore 1 fois")
    reader.keyboard.press("Shift")
    expect(reader).to_have_title("Météo")


def test_another_key_between_forgets_the_presses(reader: Page) -> None:
    for key in ("Shift", "Shift", "Tab", "Shift", "Shift"):
        reader.keyboard.press(key)
    expect(reader).to_have_url(re.compile("/urgence$"))


def test_the_way_out_is_the_second_thing_that_the_keyboard_reaches(reader: Page) -> None:
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Quitter vite")).to_be_focused()


def test_the_way_out_stays_on_the_screen_while_reading(reader: Page) -> None:
    reader.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(reader.get_by_role("link", name="Quitter vite")).to_be_in_viewport()


def test_a_search_on_something_sensitive_can_be_left(page: Page) -> None:
    page.route("**/quitter", _weather)
    page.goto("/lieux?theme=separation")
    page.get_by_role("link", name="Quitter vite").click()
    expect(page).to_have_title("Météo")
