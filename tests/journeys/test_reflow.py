"""Every page fits a very small screen and bears letters twice as big; the focus is always seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.every_page import EVERY_PAGE, Seen

pytestmark = pytest.mark.browser

SIZES = (
    (320, "112.5%", ("tooWide", "lost")),
    (1280, "225%", ("tooWide", "lost")),
    # A long French word is wider than a phone once its letters are that big: it is scrolled to.
    (360, "225%", ("lost",)),
)
"""Widths, sizes of letters (the style sheet asks for 112.5 %), and what is looked for."""

BY_KEYBOARD = (
    "/",
    "/lieux?lieu=Limoges",
    "/lieux?q=trait d’union&code_insee=87085&rayon_km=5&carte=oui",
    "/lieux/le-bus-des-cigales-demonstration-arles",
    "/orientation",
    "/orientation?pour=moi&etape=3",
    "/professionnels?lieu=Limoges",
)

OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """Open one tab for all pages, so that what they share is fetched once."""
    opened = browser.new_page(reduced_motion="reduce")
    opened.add_init_script(path=Path(__file__).with_name("reflow.js"))
    yield opened
    opened.close()


@pytest.mark.parametrize("root", ["", "/ar"], ids=["fr", "ar"])
@pytest.mark.parametrize("seen", EVERY_PAGE, ids=lambda seen: seen.name)
def test_nothing_is_lost_on_a_small_screen_or_in_big_letters(
    tab: Page, whole_site: str, seen: Seen, root: str
) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    seen.open(tab, whole_site + root)
    tab.evaluate(OPEN_ALL)
    found = []
    for width, letters, looks in SIZES:
        tab.set_viewport_size({"width": width, "height": 800})
        tab.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
        lost = [line for look in looks for line in tab.evaluate(f"reflow.{look}()")]
        found += [f"{width} px, {letters}: {line}" for line in lost]
    assert found == []


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("address", BY_KEYBOARD)
def test_whatever_the_keyboard_reaches_is_marked(
    tab: Page, whole_site: str, address: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(whole_site + address)
    tab.wait_for_load_state("networkidle")
    reached, faults = 0, set()
    while reached < 90:
        tab.keyboard.press("Tab")
        fault = tab.evaluate("reflow.unmarked()")
        if fault == "nothing":
            break
        reached += 1
        faults.add(fault)
    assert reached > 15
    assert faults == {""}
