"""The map beside the list: loaded when it is shown, in step with the list, usable by keyboard."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.conftest import app_in

pytestmark = pytest.mark.browser

PIN = ".map-marker, .map-cluster-icon"
ONE = "/lieux?q=trait d’union&code_insee=87085&rayon_km=5&carte=oui"


def test_the_map_is_shown_and_hidden_by_an_address_without_a_page_load(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto("/lieux?lieu=Limoges")
    page.evaluate("window.stayed = true")
    assert not [url for url in asked if "leaflet" in url or "map" in url]
    page.get_by_role("link", name="Afficher la carte").click()
    expect(page).to_have_url(re.compile("carte=oui"))
    expect(page.locator(PIN).first).to_be_visible()
    expect(page.locator(".map-outline").first).to_be_attached()
    page.get_by_role("link", name="Masquer la carte").click()
    expect(page.locator("#carte")).to_be_hidden()
    page.go_back()
    expect(page.locator(PIN).first).to_be_visible()
    assert page.evaluate("window.stayed") is True


def test_a_shared_address_shows_the_map_at_once(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges&carte=oui")
    expect(page.locator(PIN).first).to_be_visible()


def test_the_map_follows_the_filters(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges&carte=oui")
    expect(page.locator(PIN).first).to_be_visible()
    with page.expect_response(re.compile(r"/api/v1/lieux\?.*moment=samedi")):
        page.get_by_label("Quand", exact=True).select_option("samedi")
    expect(page).to_have_url(re.compile("moment=samedi.*carte=oui|carte=oui.*moment=samedi"))
    expect(page.locator(PIN).first).to_be_visible()


def test_a_marker_is_a_button_that_opens_what_its_card_says(page: Page) -> None:
    page.goto(ONE)
    marker = page.get_by_role("button", name=re.compile("Le Trait d’union"))
    marker.focus()
    page.keyboard.press("Enter")
    link = page.locator(".map-popup a").first
    expect(link).to_be_focused()
    expect(page.locator(".map-popup .opening")).to_contain_text("Fermé")
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    expect(marker).to_be_focused()
    page.keyboard.press("Space")
    page.locator(".map-popup a").first.press("Enter")
    expect(page).to_have_url(re.compile("/lieux/[a-z0-9-]+$"))


def test_cards_and_markers_point_at_each_other(page: Page) -> None:
    page.goto(ONE)
    marker = page.locator(".map-marker")
    card = page.locator(".card").first
    expect(marker).to_be_visible()
    card.get_by_role("link").first.focus()
    expect(marker).to_have_class(re.compile("is-active"))
    marker.focus()
    expect(card).to_have_class(re.compile("is-active"))


def test_an_approximate_position_looks_and_reads_approximate(page: Page) -> None:
    page.goto(ONE)
    pin = page.locator(".map-pin-about").first
    expect(pin).to_contain_text("≈")
    expect(pin).to_contain_text("position approximative")


def test_the_map_can_be_skipped_and_searched_from(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges&carte=oui")
    expect(page.locator(PIN).first).to_be_visible()
    skip = page.get_by_role("link", name="Passer la carte")
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#liste")).to_be_focused()
    page.get_by_role("button", name="Chercher dans cette zone").click()
    expect(page).to_have_url(re.compile(r"lat=-?\d+\.\d\d&lon=-?\d+\.\d\d$"))
    expect(page.locator("#lieu")).to_have_value("Autour de ce point")


def test_outlines_stand_in_for_tiles_that_fail(browser: Browser, seeded_folder: Path) -> None:
    app = app_in(seeded_folder, map_tiles_url="https://tuiles.example/{z}/{x}/{y}.png")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    tab = context.new_page()
    context.route("https://tuiles.example/**", lambda route: route.abort())
    tab.goto(f"http://127.0.0.1:{server.server_port}/lieux?lieu=Limoges&carte=oui")
    expect(tab.locator(".map-outline").first).to_be_attached()
    expect(tab.locator(PIN).first).to_be_visible()
    context.close()
    server.shutdown()
