"""Searching in a browser: suggestions, «autour de moi», filters without page loads, no script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FIELD = "Votre commune ou code postal"


def _mark(page: Page) -> None:
    """Leave a mark that a page load would wipe out."""
    page.evaluate("window.stayed = true")


def _stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_a_commune_is_chosen_among_suggestions_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox", name=FIELD)
    field.press_sequentially("limo")
    option = page.get_by_role("option", name="Limoges 87000")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("autocomplete", "postal-code")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text(re.compile("communes proposées"))).to_be_attached()
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    active = field.get_attribute("aria-activedescendant")
    assert active == option.get_attribute("id")
    field.press("Enter")
    expect(field).to_have_value("Limoges (87)")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Limoges (87)")


def test_suggestions_close_with_escape_and_go_round_with_the_arrows(page: Page) -> None:
    page.goto("/lieux")
    field = page.get_by_role("combobox", name=FIELD)
    field.press_sequentially("51300")
    options = page.get_by_role("listbox", name="Communes proposées").get_by_role("option")
    expect(options.first).to_be_visible()
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("51300")
    field.press("Escape")
    expect(field).to_have_value("")


def test_a_suggestion_can_be_tapped(page: Page) -> None:
    page.goto("/")
    page.get_by_label(FIELD).press_sequentially("saint-denis")
    page.get_by_role("option", name=re.compile("974")).first.click()
    expect(page.get_by_label(FIELD)).to_have_value("Saint-Denis (974)")


def test_around_me_sends_a_rounded_position_and_nothing_more(page: Page) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 45.831234, "longitude": 1.256789})
    page.goto("/")
    page.get_by_role("button", name="Autour de moi").click()
    expect(page).to_have_url(re.compile(r"lat=45\.83&lon=1\.26$|lat=45\.83&lon=1\.26&"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Limoges (87)")
    expect(page.locator(".card .distance").first).not_to_be_empty()


def test_around_me_says_when_the_position_is_refused(page: Page) -> None:
    page.goto("/lieux")
    page.context.clear_permissions()
    page.get_by_role("button", name="Autour de moi").click()
    expect(page.get_by_role("alert")).to_contain_text("Nous n’avons pas pu savoir où vous êtes")


def test_a_filter_changes_the_list_without_a_page_load_and_back_undoes_it(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges")
    counted = page.locator("#compte")
    before = counted.inner_text()
    _mark(page)
    page.get_by_label("Quand", exact=True).focus()
    page.get_by_label("Quand", exact=True).select_option("samedi")
    expect(page).to_have_url(re.compile(r"/lieux\?lieu=Limoges&moment=samedi$"))
    expect(counted).not_to_have_text(before)
    expect(page.locator("#annonce")).to_have_text(counted.inner_text())
    expect(page.get_by_label("Quand", exact=True)).to_be_focused()
    page.go_back()
    expect(counted).to_have_text(before)
    expect(page.get_by_label("Quand", exact=True)).to_have_value("")
    assert _stayed(page)


def test_a_box_keeps_focus_and_filters_stay_open(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges")
    page.get_by_text("Filtrer", exact=True).click()
    page.get_by_label("Gratuit").check()
    expect(page).to_have_url(re.compile("gratuit=oui"))
    expect(page.get_by_label("Gratuit")).to_be_focused()
    expect(page.get_by_label("Gratuit")).to_be_checked()
    page.get_by_role("link", name="Retirer le filtre : Gratuit").click()
    expect(page).to_have_url(re.compile(r"/lieux\?lieu=Limoges$"))
    expect(page.locator("#compte")).to_be_focused()
    expect(page.get_by_label("Gratuit")).not_to_be_checked()


def test_a_chosen_date_and_hour_is_in_the_address(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges")
    expect(page.get_by_label("Date et heure")).to_be_hidden()
    page.get_by_label("Quand", exact=True).select_option("date")
    page.get_by_label("Date et heure").fill("2026-11-25T10:00")
    page.get_by_role("button", name="Trouver").click()
    expect(page).to_have_url(re.compile("moment=2026-11-25T10%3A00$"))
    expect(page.get_by_role("link", name="Retirer le filtre : À la date choisie")).to_be_visible()


def test_a_place_that_is_not_found_is_told_and_mended_in_place(browser: Browser, site: str) -> None:
    # Not with the fixture «page»: the browser itself writes the status 400 on the console.
    tab = browser.new_page()
    tab.goto(f"{site}/lieux")
    _mark(tab)
    tab.get_by_label(FIELD).fill("Xyzabcville")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("alert")).to_contain_text("Lieu introuvable")
    tab.get_by_label(FIELD).fill("Limoges")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Limoges")
    expect(tab.get_by_role("alert")).to_have_count(0)
    assert _stayed(tab)
    tab.close()


def test_from_no_result_to_a_wider_search(page: Page) -> None:
    page.goto("/lieux?lieu=Limoges&rayon_km=5&theme=repit&gratuit=oui")
    page.locator(".choices a").first.click()
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator("#compte")).to_be_focused()


def test_everything_by_keyboard_only(page: Page) -> None:
    page.goto("/")
    page.get_by_label(FIELD).focus()
    page.keyboard.type("87000")
    page.keyboard.press("Enter")
    expect(page.locator("#compte")).to_be_visible()
    page.wait_for_load_state()
    page.locator("#filtrer > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("acces=sur_place"))
    page.locator(".card h3 a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/lieux/[a-z0-9-]+$"))
    expect(page.locator("a[href^='tel:']").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_everything_with_javascript_off(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(
        java_script_enabled=False, base_url=site, viewport={"width": width, "height": 800}
    )
    tab = context.new_page()
    tab.goto("/")
    expect(tab.get_by_role("button", name="Autour de moi")).to_be_hidden()
    tab.fill("#lieu", "Limoges")
    tab.press("#lieu", "Enter")
    tab.select_option("#moment", "date")
    tab.fill("#moment_le", "2026-11-25T10:00")
    tab.click("text=Filtrer")
    tab.get_by_label("Gratuit").check()
    tab.get_by_role("button", name="Appliquer les filtres").click()
    expect(tab.locator("#compte")).to_be_visible()
    expect(tab.get_by_role("link", name="Retirer le filtre : Gratuit")).to_be_visible()
    expect(tab.locator(".card .opening-ouvert").first).to_be_visible()
    tab.get_by_role("link", name="Afficher la carte").click()
    expect(tab.locator("#carte noscript")).to_be_visible()
    expect(tab.locator(".card").first).to_be_visible()
    context.close()
