"""A professional searches by facet, takes a file away, and prints a selection for a family."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_from_a_facet_to_a_file(page: Page) -> None:
    page.goto("/professionnels")
    page.get_by_label("Commune ou code postal").fill("Limoges")
    page.locator("summary", has_text="Façons d’être accueilli").click()
    page.get_by_label(re.compile("Sans rendez-vous")).check()
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(re.compile("mode=sans_rendez_vous"))
    expect(page.locator(".pro-filters")).to_contain_text("Sans rendez-vous")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert re.fullmatch(r"lieux-parents-[\dh-]+\.xlsx", download.value.suggested_filename)


def test_ticked_places_become_a_page_to_print(page: Page) -> None:
    page.goto("/professionnels?lieu=Limoges")
    page.locator(".pro-tick label").nth(0).click()
    page.locator(".pro-tick label").nth(2).click()
    page.get_by_role("button", name="Préparer la sélection").click()
    expect(page.locator(".pro-sheet")).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Envoyer par courriel")).to_be_hidden()


@pytest.mark.parametrize(
    "address",
    [
        "/professionnels?lieu=Limoges",
        "/themes",
        "/themes/repit",
        "/departements",
        "/departements/971",
        "/communes/87085",
    ],
)
def test_nothing_but_the_table_is_wider_than_a_small_screen(
    browser: Browser, site: str, address: str
) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    tab.goto(site + address)
    assert tab.evaluate("document.querySelector('main').scrollWidth") <= 320
    tab.close()
