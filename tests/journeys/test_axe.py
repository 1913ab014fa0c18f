"""Every page is free of what axe-core can find, in each way that people see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.every_page import EVERY_PAGE, Seen, installed

pytestmark = [pytest.mark.browser, pytest.mark.node]

EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]
LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""The rules whose answer can change with the scheme."""

LOOKED_AT = tuple(
    (width, scheme, EVERYTHING if scheme == "light" else LOOKS)
    for width in (360, 768, 1280)
    for scheme in ("light", "dark")
)

# The menu of languages lies over what is below it, whose colours could then not be told.
OPEN_ALL_BUT_THE_MENU = """
    document.querySelectorAll('details:not(.language-menu)').forEach(each => { each.open = true; })
"""


@lru_cache
def _axe() -> str:
    return (installed("axe-core") / "axe.min.js").read_text(encoding="utf-8")


def _violations(tab: Page, part: str) -> list[str]:
    """Return what axe finds in a part of the page, one line each."""
    tab.evaluate(_axe())
    lines = []
    for width, scheme, rules in LOOKED_AT:
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        found = tab.evaluate(f"axe.run({part!r}, {json.dumps(options)})")
        lines += [
            f"{width} {scheme} {violation['id']}: {node['html'][:160]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
    return lines


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """Open one tab for all pages, so that what they share is fetched once."""
    # Colours that are on their way to others are those of no scheme.
    opened = browser.new_page(reduced_motion="reduce")
    yield opened
    opened.close()


@pytest.mark.parametrize("root", ["", "/ar"], ids=["fr", "ar"])
@pytest.mark.parametrize("seen", EVERY_PAGE, ids=lambda seen: seen.name)
def test_axe_finds_nothing(tab: Page, whole_site: str, seen: Seen, root: str) -> None:
    seen.open(tab, whole_site + root)
    tab.evaluate(OPEN_ALL_BUT_THE_MENU)
    assert _violations(tab, "html") == []


@pytest.mark.parametrize("root", ["", "/ar"], ids=["fr", "ar"])
def test_axe_finds_nothing_in_the_open_menu_of_languages(
    tab: Page, whole_site: str, root: str
) -> None:
    tab.goto(f"{whole_site}{root}/ecoute")
    tab.locator(".language-menu summary").click()
    assert _violations(tab, ".language-menu") == []


def test_axe_is_not_blind(tab: Page, whole_site: str) -> None:
    tab.goto(f"{whole_site}/ecoute")
    tab.evaluate(
        """() => {
            const main = document.querySelector('main');
            main.innerHTML = '<img src=""><p id="pale">Pâle</p><p id="somber">Sombre</p>';
            main.querySelector('#pale').style.color = '#aaa';
            main.querySelector('#somber').style.color = '#555';
        }"""
    )
    found = "\n".join(_violations(tab, "html"))
    assert "360 light image-alt" in found
    assert '768 light color-contrast: <p id="pale"' in found
    assert '1280 dark color-contrast: <p id="somber"' in found
