"""Every page is free of what axe-core can find, in each way that people see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import violations
from tests.journeys.every_page import EVERY_PAGE, Seen

pytestmark = [pytest.mark.browser, pytest.mark.node]

# The menu of languages lies over what is below it, whose colours could then not be told.
OPEN_ALL_BUT_THE_MENU = """
    document.querySelectorAll('details:not(.language-menu)').forEach(each => { each.open = true; })
"""


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
    assert violations(tab, "html") == []


@pytest.mark.parametrize("root", ["", "/ar"], ids=["fr", "ar"])
def test_axe_finds_nothing_in_the_open_menu_of_languages(
    tab: Page, whole_site: str, root: str
) -> None:
    tab.goto(f"{whole_site}{root}/ecoute")
    tab.locator(".language-menu summary").click()
    assert violations(tab, ".language-menu") == []


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
    found = "\n".join(violations(tab, "html"))
    assert "360 light image-alt" in found
    assert '768 light color-contrast: <p id="pale"' in found
    assert '1280 dark color-contrast: <p id="somber"' in found
