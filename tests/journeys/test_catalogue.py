"""Every component at once, in a browser: nothing sticks out, and right to left is right to left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser


def _right(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"]


def _in_arabic(page: Page, component: str) -> Locator:
    page.goto("/composants")
    return page.locator(f"#{component} [dir=rtl]")


def test_no_component_makes_the_page_scroll_sideways(page: Page) -> None:
    page.goto("/composants")
    width, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= shown


def test_no_component_makes_a_page_of_320_pixels_scroll_sideways(
    browser: Browser, site: str
) -> None:
    tab = browser.new_page(base_url=site, viewport={"width": 320, "height": 600})
    tab.goto("/composants")
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    tab.close()


def test_the_hours_of_a_week_stand_under_each_other_from_right_to_left(page: Page) -> None:
    week = _in_arabic(page, "week")
    for row in (week.locator("tr").nth(0), week.locator("tr").nth(2)):
        start = row.locator(".hours").first
        assert _right(start) == pytest.approx(_right(row.locator("td")), abs=1)


def test_the_hours_of_a_stop_stand_under_their_day_from_right_to_left(page: Page) -> None:
    date = _in_arabic(page, "stop").locator(".dates li").first
    assert _right(date.locator("bdi")) == pytest.approx(_right(date.locator("strong")), abs=1)


def test_a_field_of_the_catalogue_belongs_to_its_own_sample(page: Page) -> None:
    page.goto("/composants")
    sample = page.locator("#near_me .catalogue-sample").nth(1)
    sample.locator("label").click()
    expect(sample.get_by_role("combobox")).to_be_focused()
    expect(sample.get_by_role("combobox")).to_have_accessible_description(
        "Erreur : Nous ne trouvons pas ce lieu."
    )
