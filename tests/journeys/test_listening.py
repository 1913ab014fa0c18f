"""Someone to talk to this evening."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_lines_that_answer_now_come_first_with_their_number(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Toutes les lignes d’écoute").click()
    first = page.locator(".line").first
    expect(first.locator(".opening-ouvert")).to_be_visible()
    expect(first.locator("a[href^='tel:']")).to_be_visible()


def test_the_lines_of_a_commune_are_asked_for_by_its_name(page: Page) -> None:
    page.goto("/ecoute")
    page.get_by_label("Votre commune ou code postal").fill("87000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Haute-Vienne (87)").first).to_be_visible()
    expect(page.get_by_role("link", name="Allô parents, ici on écoute")).to_be_visible()


def test_a_mistyped_commune_is_told_beside_the_field(browser: Browser, site: str) -> None:
    # A tab of its own: Chromium writes each answer 400 in its console.
    tab = browser.new_page(base_url=site)
    tab.goto("/ecoute?lieu=Zzzzzz")
    field = tab.get_by_label("Votre commune ou code postal")
    expect(field).to_have_value("Zzzzzz")
    expect(field).to_have_accessible_description(re.compile("Lieu introuvable"))
    tab.close()


def test_lines_are_found_without_javascript(plain_page: Page) -> None:
    tab = plain_page
    tab.goto("/ecoute")
    tab.fill("#lieu", "Limoges")
    tab.press("#lieu", "Enter")
    expect(tab.locator(".line").first).to_be_visible()
