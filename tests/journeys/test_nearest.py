"""A parent types a commune and reaches the phone number of the nearest place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_from_a_commune_to_a_phone_number(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Votre commune ou code postal").fill("Limoges")
    page.get_by_role("button", name="Trouver").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Limoges")
    phone = page.locator(".card a[href^='tel:']").first
    expect(phone).to_be_visible()


def test_a_postal_code_of_several_communes_asks_which(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Votre commune ou code postal").fill("51300")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Vitry-le-François").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vitry-le-François")


def test_filters_and_pages_by_keyboard_only(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges")
    page.locator("#filtrer > summary").focus()
    page.keyboard.press("Enter")
    page.locator("#groupe-types > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label(re.compile("Lieu ressource")).focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("type=lieu_ressource"))
    expect(page.locator(".card .kind").first).to_have_text("Lieu ressource parentalité")
    page.get_by_role("link", name="Page suivante").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("page=2"))


def test_a_listing_is_reached_and_left_by_its_address(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges")
    page.locator(".card h3 a").nth(1).click()
    expect(page).to_have_url(re.compile("/lieux/[a-z0-9-]+$"))
    page.go_back()
    expect(page).to_have_url(re.compile("lieu=Limoges"))


@pytest.mark.parametrize(
    "address", ["/", "/lieux?lieu=Limoges", "/lieux/espace-familles-de-limoges"]
)
def test_nothing_is_wider_than_a_small_screen(browser: Browser, site: str, address: str) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    tab.goto(site + address)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.close()


def test_everything_works_without_javascript(plain_page: Page) -> None:
    tab = plain_page
    tab.goto("/")
    tab.fill("#lieu", "87000")
    tab.press("#lieu", "Enter")
    expect(tab.locator(".card").first).to_be_visible()
