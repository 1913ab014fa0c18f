"""A parent who does not know where to start reaches a telephone number, question by question."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

LAST = "/orientation?pour=moi&situation=epuisement&quand=maintenant&etape=5"


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def phone(page: Page) -> Locator:
    return page.locator(".orientation-suggestion").first.locator("a.phone")


def walk(page: Page) -> None:
    """Go from the home page to the suggestions, one tap or one field at a time."""
    page.goto("/")
    page.locator("main").get_by_role("link", name="Je ne sais pas par où commencer").click()
    page.get_by_role("button", name="Pour moi").click()
    page.get_by_role("button", name="Trop de fatigue").click()
    page.get_by_label("Votre commune ou code postal").fill("87000")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Maintenant").check()
    page.get_by_label("Par téléphone").check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("link", name="Passer").click()
    expect(heading(page)).to_have_text("Voici par où commencer")


def test_from_the_home_page_to_a_phone_number(page: Page) -> None:
    walk(page)
    expect(phone(page)).to_have_attribute("href", re.compile(r"^tel:\d+$"))
    expect(page.locator(".orientation-reasons").first).to_contain_text("ouvert en ce moment")


def test_the_same_without_javascript_and_the_phone_is_seen_without_scrolling(
    plain_page: Page,
) -> None:
    page = plain_page
    walk(page)
    box = phone(page).bounding_box()
    leaving = page.locator(".quick-exit").bounding_box()
    assert box
    assert leaving
    assert page.evaluate("window.scrollY") == 0
    assert box["y"] + box["height"] <= leaving["y"]


def test_the_same_by_keyboard_only(page: Page) -> None:
    page.goto("/orientation")
    for name in ("Pour moi", "Trop de fatigue"):
        press_on(page, page.get_by_role("button", name=name))
    press_on(page, page.get_by_role("link", name="Je préfère ne pas me déplacer"))
    now = page.get_by_label("Maintenant")
    tab_to(page, now)
    page.keyboard.press("Space")
    expect(now).to_be_checked()
    page.keyboard.press("Enter")
    press_on(page, page.get_by_role("link", name="Je ne sais pas", exact=True))
    expect(heading(page)).to_have_text("Voici par où commencer")
    tab_to(page, phone(page))


def press_on(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(60):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("the keyboard does not reach it")


def test_the_back_button_goes_through_the_questions_and_keeps_the_answers(page: Page) -> None:
    walk(page)
    titles = ["Qu’est-ce qui compte", "Quand et comment", "Où êtes-vous", "Que se passe-t-il"]
    for title in titles:
        page.go_back()
        expect(heading(page)).to_contain_text(title)
    page.go_forward()
    page.go_forward()
    expect(page.get_by_label("Maintenant")).to_be_visible()


def test_an_answer_is_changed_from_the_suggestions(page: Page) -> None:
    walk(page)
    page.get_by_role("link", name="Changer Que se passe-t-il").click()
    expect(page.get_by_role("button", name="Trop de fatigue")).to_contain_text("Votre réponse")
    page.get_by_role("button", name="Un bébé").click()
    expect(heading(page)).to_have_text("Voici par où commencer")
    expect(page.locator(".orientation-given")).to_contain_text("Un bébé ou un tout-petit")


def test_danger_is_two_taps_from_the_number_and_leads_on(page: Page) -> None:
    page.goto("/orientation")
    page.get_by_role("button", name="Pour mon enfant").click()
    page.get_by_role("button", name=re.compile("^Un danger")).click()
    expect(page.locator(".urgent-number").first).to_have_attribute("href", "tel:119")
    page.get_by_role("link", name="Continuer vers").click()
    page.get_by_role("link", name="Passer").click()
    page.get_by_role("link", name="Voir tout de suite").click()
    expect(phone(page)).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/orientation", "/orientation?pour=moi&etape=3", LAST, LAST.replace("5", "fin")]
)
def test_no_page_is_wider_than_a_small_screen_and_targets_are_big(
    browser: Browser, site: str, address: str
) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    tab.goto(site + address)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    heights = tab.locator(".orientation :is(button, .button, .phone, dd a)").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 44
    tab.close()
