"""Somebody finds that a place is closed, tells us, and follows what comes of it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

pytestmark = pytest.mark.browser

PLACE = "/lieux/espace-familles-de-limoges"
AS_A_PERSON = 1100
"""Milliseconds: what is sent within a second counts as a program's."""


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """Serve an application of the test's own, since reports are written."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent"
        )
        if name in focused:
            return
    pytest.fail(f"«{name}» is not reached with the Tab key")


def test_reporting_an_error_by_keyboard_only_and_following_it(page: Page) -> None:
    page.goto(PLACE)
    _tab_to(page, "Signaler une erreur")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/signaler$"))
    page.wait_for_timeout(AS_A_PERSON)
    _tab_to(page, "Ce lieu a fermé pour de bon")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Les horaires sont faux")).to_be_checked()
    _tab_to(page, "Que voulez-vous nous dire")
    page.keyboard.type("Fermé le lundi <b>matin</b>")
    _tab_to(page, "Votre adresse électronique")
    page.keyboard.type("claire@exemple.fr")
    _tab_to(page, "Envoyer")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/signalements/[0-9A-Z]{10}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Merci. Votre signalement est arrivé."
    )
    expect(page.get_by_text("Fermé le lundi <b>matin</b>")).to_be_visible()
    expect(page.get_by_text("c•••@exemple.fr")).to_be_visible()
    ticket = page.locator(".ticket").inner_text()

    page.goto("/signalements")
    _tab_to(page, "Numéro de votre signalement")
    page.keyboard.type(ticket.lower())
    page.keyboard.press("Enter")
    expect(page.locator(".ticket")).to_have_text(ticket)


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(
    browser: Browser, site: str, width: int
) -> None:
    # Not the watched tab: browsers write each status of 400 to the console.
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{site}{PLACE}/signaler")
    page.wait_for_timeout(AS_A_PERSON)
    page.get_by_label("Votre adresse électronique").fill("claire@")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Erreur :"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ce lieu a fermé pour de bon")).to_be_focused()
    mail = page.get_by_role("textbox", name="Votre adresse électronique")
    expect(mail).to_have_value("claire@")
    expect(mail).to_have_accessible_description(re.compile("Cette adresse n’est pas complète"))
    page.close()


def test_a_form_that_names_nothing_is_read_by_nobody_else(page: Page) -> None:
    page.goto(f"{PLACE}/signaler")
    expect(page.get_by_role("textbox", include_hidden=False)).to_have_count(2)
    expect(page.get_by_label("Laissez ce champ vide")).not_to_be_visible()


def test_reporting_without_javascript(plain_page: Page) -> None:
    tab = plain_page
    tab.goto(f"{PLACE}/signaler")
    tab.wait_for_timeout(AS_A_PERSON)
    tab.get_by_label("Ce lieu a déménagé").check()
    tab.get_by_role("button", name="Envoyer").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Merci. Votre signalement est arrivé.")


@pytest.mark.parametrize("address", [f"{PLACE}/signaler", "/signalements", f"/ar{PLACE}/signaler"])
def test_nothing_is_wider_than_a_small_screen(browser: Browser, site: str, address: str) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    tab.goto(site + address)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.close()
