"""From the home page to a phone number, and to every door that it opens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_listening_line_is_one_tap_away(page: Page) -> None:
    page.goto("/")
    number = page.locator(".answering a[href^='tel:']").first
    expect(number).to_be_visible()
    box = number.bounding_box()
    assert box is not None
    assert box["height"] >= 44


def test_an_open_place_is_two_interactions_away_with_a_commune_typed(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Votre commune ou code postal").fill("Limoges")
    page.get_by_role("button", name="Trouver").click()
    open_place = page.locator("li", has=page.locator(".opening-ouvert"))
    expect(open_place.locator("a[href^='tel:']").first).to_be_visible()


def test_a_situation_leads_to_places_for_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Mon ado et moi, ça ne va plus").click()
    expect(page).to_have_url(re.compile("theme=adolescence"))


def test_the_language_changes_and_the_page_stays(page: Page) -> None:
    page.goto("/ecoute?lieu=Limoges")
    page.locator(".language-menu summary").click()
    page.get_by_role("link", name="العربية").click()
    expect(page).to_have_url(re.compile(r"/ar/ecoute\?lieu=Limoges$"))
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_the_menu_of_languages_opens_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.locator(".language-menu summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Français")).to_be_focused()


@pytest.mark.parametrize("address", ["/", "/ecoute", "/urgence", "/accessibilite", "/plan-du-site"])
@pytest.mark.parametrize("root", ["", "/ar"])
def test_nothing_is_wider_than_the_screen(page: Page, root: str, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(root + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("address", ["/", "/ecoute", "/urgence", "/plan-du-site"])
def test_what_can_be_tapped_is_large_enough(page: Page, address: str) -> None:
    page.goto(address)
    small = page.evaluate(
        """() => [...document.querySelectorAll('header a, footer a, summary, main li > a, button')]
            .map(found => [found.textContent.trim(), found.getBoundingClientRect().height])
            .filter(([, height]) => height > 0 && height < 44)"""
    )
    assert small == []
