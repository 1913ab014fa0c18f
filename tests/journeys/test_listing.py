"""The page of a listing in a browser: to the calendar, to paper, to somebody else's phone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from portal.store.db import db
from tests.conftest import ImportText
from tests.services.imports.sheets import sheet

pytestmark = pytest.mark.browser

RICH = "/lieux/maison-des-familles-les-mirabelles-demonstration-limoges"
BUS = "/lieux/le-bus-des-cigales-demonstration-arles"
EVERY_KIND = (
    RICH,
    BUS,
    "/lieux/espace-familles-de-limoges",
    "/lieux/parents-de-nuit-demonstration",
    "/lieux/le-ti-bus-des-hauts-demonstration-cilaos",
)


def _printed_pages(page: Page) -> int:
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.fixture
def crowded(empty_app: Flask, import_text: ImportText) -> Iterator[str]:
    """Serve a listing with as many stops and as much text as anybody could enter."""
    rows = [
        {
            "nom": "Le très long nom " * 9,
            "adresse": "rue " * 50,
            "commune": "Limoges",
            "horaires": f"Mo,Tu,Th 09:{n}-12:00,14:{n}-17:00; Fr[1,3] 09:{n}-12:00; PH off",
            "themes": "information|accueil_inconditionnel|groupe_parole|repit|clas|laep|handicap",
            "modes_accueil": "sur_place|sans_rendez_vous|sur_rendez_vous|telephone|visio|anonyme",
            "itinerant": "oui",
            "arret": f"Arrêt {n} {'bien loin ' * 9}",
            "description": "Un texte qui n’en finit pas. " * 60,
            "frais_precisions": "Une précision de plus. " * 20,
        }
        for n in range(10, 50)
    ]
    report = import_text(sheet(*rows))
    assert report.errors == []
    empty_app.extensions["portal.projection"].catch_up(db.session())
    server = make_server("127.0.0.1", 0, empty_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    slug = empty_app.test_client().get("/api/v1/lieux").json["resultats"][0]["slug"]
    yield f"http://127.0.0.1:{server.server_port}/lieux/{slug}"
    server.shutdown()
    thread.join()


def test_from_a_stop_near_me_to_the_calendar(page: Page) -> None:
    page.goto(BUS)
    page.get_by_label("Où êtes-vous").fill("Istres")
    page.keyboard.press("Enter")
    nearest = page.locator(".stop-card").first
    expect(nearest).to_contain_text("Istres, médiathèque")
    expect(nearest).to_contain_text("à 450\u00a0m")
    expect(nearest.locator(".dates li")).to_have_count(3)
    with page.expect_download() as download:
        nearest.get_by_role("link", name="agenda").click()
    assert download.value.suggested_filename.endswith(".ics")


@pytest.mark.parametrize("address", EVERY_KIND)
def test_a_listing_is_printed_on_one_page_with_its_code(page: Page, address: str) -> None:
    page.goto(address)
    assert _printed_pages(page) == 1
    page.emulate_media(media="print")
    expect(page.locator(".sheet .qr")).to_be_visible()
    for left_out in page.locator(".listing, .site-header, .site-footer, .quick-exit").all():
        expect(left_out).to_be_hidden()


def test_a_listing_with_forty_stops_is_printed_on_one_page(browser: Browser, crowded: str) -> None:
    tab = browser.new_page()
    tab.goto(crowded)
    assert _printed_pages(tab) == 1
    tab.emulate_media(media="print")
    expect(tab.locator(".sheet")).to_contain_text("Il y a 28 autres arrêts")
    tab.close()


def test_the_print_button_comes_with_its_script_only(page: Page, browser: Browser) -> None:
    page.goto(RICH)
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="Imprimer la fiche").click()
    expect(page).to_have_title("printed")
    bare = browser.new_context(java_script_enabled=False).new_page()
    bare.goto(page.url)
    expect(bare.get_by_role("button", name="Imprimer")).to_have_count(0)
    bare.context.close()


@pytest.mark.parametrize("address", EVERY_KIND)
def test_a_listing_fits_a_very_small_screen(browser: Browser, site: str, address: str) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    for prefix in ("", "/ar"):
        tab.goto(site + prefix + address)
        assert tab.evaluate("document.querySelector('main').scrollWidth") <= 320
    tab.close()


def test_what_can_be_tapped_is_big_enough(page: Page) -> None:
    page.goto(BUS)
    taps = page.locator(".listing :is(.phone, .links a, .quiet-link, button, input)")
    heights = [box["height"] for tap in taps.all() if (box := tap.bounding_box())]
    assert len(heights) > 8
    assert min(heights) >= 44
