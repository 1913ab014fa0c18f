"""Every page template of the public side, in the states that people see, for checks of them all."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

NODE = Path(__file__).parents[1] / "node" / "node_modules"
TICKET = "BCDFGHJKMP"
"""The ticket of the report that ``whole_site`` holds."""

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Seen:
    """A page, and what somebody does on it before it is looked at."""

    name: str
    address: str
    act: Act | None = None

    def open(self, tab: Page, root: str) -> None:
        """Open the page in a language (``root`` is the site's address and the language's)."""
        tab.goto(root + self.address)
        if self.act:
            self.act(tab)


def show_places(tab: Page) -> None:
    """Wait for the map, and open what one of its places says."""
    marker = tab.locator(".map-marker").first
    expect(marker).to_be_visible(timeout=20_000)
    marker.focus()
    tab.keyboard.press("Enter")
    # It comes little by little: until it is there its colours are not its own.
    expect(tab.locator(".leaflet-popup")).to_have_css("opacity", "1")


def type_a_commune(tab: Page) -> None:
    """Leave the list of communes open, with one of them chosen."""
    field = tab.locator("[role=combobox]").first
    field.press_sequentially("Limo")
    expect(tab.get_by_role("option").first).to_be_visible()
    tab.keyboard.press("ArrowDown")


def send_nothing(tab: Page) -> None:
    """Send a form as it is, so that it comes back with what is wrong."""
    tab.locator("form[method=post] button[type=submit]").click()
    expect(tab.get_by_role("alert")).to_be_visible()


def tick_two(tab: Page) -> None:
    """Tick two places of the professionals' table and ask for the page to print."""
    for box in tab.locator(".pro-tick input").all()[:2]:
        box.check()
    tab.locator(".pro-results button[type=submit]").click()
    expect(tab.locator(".pro-sheet")).to_have_count(2)


_LISTING = "/lieux/espace-familles-de-limoges"
_ORIENTATION = "/orientation?pour=moi&situation=epuisement&quand=maintenant"
_NEAR_LIMOGES = "/lieux?q=trait d’union&code_insee=87085&rayon_km=5"

EVERY_PAGE = (
    Seen("home", "/"),
    Seen("home, typing", "/", type_a_commune),
    Seen("results", "/lieux?lieu=Limoges&theme=repit&acces=sur_place&moment=mercredi"),
    Seen("results, listening first", "/lieux?acces=a_distance"),
    Seen("results with the map", f"{_NEAR_LIMOGES}&carte=oui", show_places),
    Seen("nothing found", "/lieux?q=zzzzzzzz&lieu=Limoges"),
    Seen("unknown commune", "/lieux?lieu=Xyzabcville"),
    Seen("which commune", "/lieux?lieu=Saint-Denis"),
    Seen("listing", _LISTING),
    Seen("invented listing", "/lieux/maison-des-familles-les-mirabelles-demonstration-limoges"),
    Seen("itinerant listing", "/lieux/le-bus-des-cigales-demonstration-arles?lieu=Istres"),
    Seen("remote listing", "/lieux/parents-de-nuit-demonstration"),
    Seen("listening", "/ecoute?lieu=Lyon"),
    Seen("urgent numbers", "/urgence"),
    Seen("consult discreetly", "/consulter-discretement"),
    Seen("orientation", "/orientation"),
    Seen("orientation, where", "/orientation?pour=moi&etape=3"),
    Seen("orientation, when", f"{_ORIENTATION}&etape=4"),
    Seen("orientation, danger", "/orientation?situation=danger&etape=3"),
    Seen("orientation, suggestions", "/orientation?situation=bebe&lieu=Lyon&etape=fin"),
    Seen("report", f"{_LISTING}/signaler"),
    Seen("report, errors", f"{_LISTING}/signaler", send_nothing),
    Seen("report, number", "/signalements"),
    Seen("report, wrong number", "/signalements?numero=12"),
    Seen("report, followed", f"/signalements/{TICKET}"),
    Seen("professionals", "/professionnels"),
    Seen("professionals, table", "/professionnels?lieu=Limoges"),
    Seen("professionals, selection", "/professionnels?lieu=Limoges", tick_two),
    Seen("themes", "/themes"),
    Seen("theme", "/themes/repit"),
    Seen("départements", "/departements"),
    Seen("département", "/departements/87"),
    Seen("commune", "/communes/87085"),
    Seen("accessibility", "/accessibilite"),
    Seen("personal data", "/donnees-personnelles"),
    Seen("legal", "/mentions-legales"),
    Seen("site map", "/plan-du-site"),
    Seen("no such page", "/absent"),
)


def installed(package: str) -> Path:
    """Return the folder of an npm package; without it skip, or in CI fail."""
    folder = NODE / package
    if not folder.is_dir():
        message = f"{package} is missing: run npm ci in tests/node"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder
