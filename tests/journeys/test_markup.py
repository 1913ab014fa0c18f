"""Whatever is written into a field stays text, wherever it is shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page

from portal.domain.listing import ContactKind, Cost, ListingKind, ListingStatus
from portal.domain.reports import ReportReason
from portal.services.reports import ReportDraft
from portal.store.contacts import Contact
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.sites import ExceptionalHoursRow, Site
from tests.conftest import NOW, app_in, close_database
from tests.journeys.conftest import serving
from tests.journeys.every_page import TICKET
from tests.journeys.payloads import PAYLOADS

FIELDS = 15
LISTINGS = len(PAYLOADS) // FIELDS
HERE = "code_insee=23096&rayon_km=1"
"""The commune, far from every other place of the seed, where the listings are."""

pytestmark = pytest.mark.browser


def marked_listing(number: int) -> Listing:
    """Return a published listing with another payload in each of its texts."""
    texts = list(PAYLOADS[number * FIELDS : (number + 1) * FIELDS])
    listing = Listing(
        slug=f"marque-{number}",
        kind=ListingKind.LIEU_RESSOURCE,
        status=ListingStatus.PUBLIEE,
        name=texts[0],
        local_name=texts[1],
        description=texts[2],
        languages=(texts[3],),
        cost=Cost.PAYANT,
        cost_details=texts[4],
        accessible=True,
        accessibility=texts[5],
        itinerant=number % 3 == 0,
        source_url=f"https://exemple.fr/{quote(texts[6])}",
        source_date="2026-11",
        operator=Operator(name=texts[7]),
    )
    listing.contacts = [
        Contact(kind=ContactKind.SITE_WEB, value=f"https://exemple.fr/{texts[8]}", label=texts[9])
    ]
    listing.offers = [Offer(theme="repit", details=texts[10], partner=texts[9], schedule=texts[10])]
    listing.sites = [marked_site(texts[11:])]
    return listing


def marked_site(texts: list[str]) -> Site:
    """Return a site in Guéret whose texts are payloads."""
    site = Site(address=texts[0], address_extra=texts[1], stop=texts[2], hours_note=texts[3])
    site.directions = texts[1]
    site.latitude, site.longitude = 46.17, 1.87
    site.code_insee, site.postal_code, site.commune = "23096", "23000", "Guéret"
    site.hours = "Mo-Fr 09:00-12:00"
    site.exceptional_hours = [
        ExceptionalHoursRow(starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2), reason=texts[3])
    ]
    return site


@pytest.fixture(scope="module")
def marked_site_address(
    tmp_path_factory: pytest.TempPathFactory, seeded_folder: Path
) -> Iterator[str]:
    """Serve a directory in which every text of some listings is markup."""
    folder = tmp_path_factory.mktemp("marked")
    shutil.copytree(seeded_folder, folder, dirs_exist_ok=True)
    app = app_in(folder)
    with app.app_context():
        with transaction() as session:
            session.add_all(map(marked_listing, range(LISTINGS)))
            report = ReportDraft(1, ReportReason.AUTRE, PAYLOADS[0], None).report(NOW)
            report.ticket, report.answer = TICKET, PAYLOADS[1]
            session.add(report)
        app.extensions["portal.projection"].catch_up(db.session())
        close_database()
    with serving(app) as address:
        yield address


@pytest.fixture
def tab(browser: Browser, marked_site_address: str) -> Iterator[Page]:
    """Open a tab; whatever the browser blocks or reports is a failure too."""
    trouble: list[str] = []
    with browser.new_context(base_url=marked_site_address) as context:
        page = context.new_page()
        page.on("console", lambda told: trouble.append(f"{told.text} {told.location['url']}"))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "request",
            lambda sent: (
                None
                if sent.url.startswith((marked_site_address, "data:image/"))
                else trouble.append(sent.url)
            ),
        )
        yield page
    # Errors that are meant, and the icon that the browser looks for beside bare data.
    meant = ("BAD REQUEST", "/favicon.ico")
    assert [told for told in trouble if not any(word in told for word in meant)] == []


def stays_text(page: Page) -> None:
    """Assert that no payload became an element or ran."""
    assert page.locator("[data-canary]").count() == 0
    assert page.evaluate("window.canary") is None


def test_there_are_three_hundred_payloads_all_different() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) == LISTINGS * FIELDS == 300


@pytest.mark.parametrize("number", range(LISTINGS))
def test_the_page_of_a_listing_shows_markup_as_text(tab: Page, number: int) -> None:
    tab.goto(f"/lieux/marque-{number}?code_insee=23096")

    stays_text(tab)
    assert "canary" in tab.locator("h1").inner_text()
    assert "canary" in tab.locator("main").inner_text()


@pytest.mark.parametrize(
    "address",
    [
        f"/lieux?{HERE}",
        f"/ar/lieux?{HERE}",
        f"/professionnels?{HERE}",
        "/communes/23096",
        "/departements/23",
        f"/api/v1/lieux?{HERE}&par_page=100",
        "/api/v1/lieux/marque-0",
        f"/signalements/{TICKET}",
        "/lieux/marque-3/signaler",
    ],
)
def test_lists_tables_and_data_show_markup_as_text(tab: Page, address: str) -> None:
    tab.goto(address)

    stays_text(tab)
    assert "canary" in tab.content()


def test_the_map_shows_markup_as_text(tab: Page) -> None:
    tab.goto(f"/lieux?{HERE}&carte=oui")
    marker = tab.locator(".map-marker, .map-cluster-icon").first
    marker.wait_for()
    for _ in range(4):
        marker.focus()
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(200)

    stays_text(tab)


@pytest.mark.parametrize("name", ["q", "lieu", "moment", "theme", "page", "rayon_km"])
def test_a_parameter_that_comes_back_is_text(tab: Page, name: str) -> None:
    for payload in PAYLOADS[:: len(PAYLOADS) // 6]:
        tab.goto(f"/lieux?{urlencode({name: payload})}")
        stays_text(tab)


def test_the_exports_of_marked_listings_have_no_active_cell(tab: Page) -> None:
    answer = tab.request.get(f"/professionnels/export.csv?{HERE}")

    assert answer.status == 200
    cells = [cell for line in answer.text().splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell.strip('"').startswith(("=", "+", "@", "\t"))]
