"""An agent reads coverage with the keyboard alone, asks what a place would change, and exports."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from portal.domain.access import Role
from tests.journeys.staff import staff_page
from tests.staff import add_agent

pytestmark = pytest.mark.browser

FAR = 150
"""More stops of the keyboard than any way here takes."""


def _reach(page: Page, wanted: Locator) -> None:
    """Press Tab until what is wanted has the focus, as somebody without a mouse must."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


@pytest.mark.parametrize("width", [360, 1280])
def test_coverage_is_read_and_exported_by_keyboard_alone(
    browser: Browser, app: Flask, tmp_path: Path, width: int
) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT), width=width) as page:
        page.goto("/gestion")
        if width < 1024:
            _reach(page, page.get_by_role("button", name="Menu", exact=True))
            page.keyboard.press("Enter")
        _reach(page, page.get_by_role("link", name="Couverture"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Couverture : Haute-Vienne")
        _read_the_map(page)
        _ask(page)
        _sort(page)
        _export(page, tmp_path / "couverture.csv")


def _read_the_map(page: Page) -> None:
    areas = page.locator(".coverage-area")
    expect(areas).to_have_count(13)
    _reach(page, areas.first)
    page.keyboard.press("ArrowRight")
    expect(areas.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("zone blanche n° 2")
    expect(popup.get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(areas.nth(1)).to_be_focused()
    places = page.locator(".coverage-place")
    _reach(page, places.first)
    page.keyboard.press("End")
    expect(places.last).to_be_focused()


def _sort(page: Page) -> None:
    _reach(page, page.get_by_role("link", name="Population"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Population")).to_have_attribute(
        "aria-sort", "descending"
    )
    first = page.locator(".coverage-table tbody tr").first
    expect(first).to_contain_text("Communauté urbaine Limoges Métropole")


def _ask(page: Page) -> None:
    _reach(page, page.get_by_label("Commune ou code postal"))
    page.keyboard.type("Saint-Germain-les-B")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    answer = page.get_by_role("heading", name="Si un lieu ouvrait à Saint-Germain-les-Belles (87)")
    expect(answer).to_be_visible()
    expect(page.locator(".map-canvas .coverage-new")).to_have_text("1")


def _export(page: Page, file: Path) -> None:
    shown = page.locator(".coverage-table tbody tr")
    codes = [row.removeprefix("epci-") for row in shown.evaluate_all("all => all.map(e => e.id)")]
    _reach(page, page.get_by_role("link", name="CSV"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "couverture-87-2026-11-24.csv"
    download.value.save_as(file)
    lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [line[1] for line in lines if len(line) > 2][1:] == codes


def test_without_javascript_the_table_and_the_scenarios_say_it_all(
    browser: Browser, app: Flask
) -> None:
    with staff_page(browser, app, add_agent(Role.LECTEUR), javascript=False) as page:
        page.goto("/gestion/couverture")
        expect(page.locator("#carte noscript")).to_be_visible()
        page.get_by_label("Commune ou code postal").fill("Saint-Denis")
        page.get_by_role("button", name="Calculer").click()
        page.get_by_role("link", name="Saint-Denis (974)").click()
        answer = page.get_by_role("heading", name="Si un lieu ouvrait à Saint-Denis (974)")
        expect(answer).to_be_visible()


def test_the_map_stands_without_outlines(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        page.route("**/carte/epci/*", lambda route: route.abort())
        page.goto("/gestion/couverture")
        expect(page.get_by_text("La carte ne s’affiche pas.")).to_be_visible()
        expect(page.locator(".coverage-table tbody tr")).to_have_count(13)
