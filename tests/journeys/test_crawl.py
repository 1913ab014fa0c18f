"""Over all pages: nothing in the console, no request to another host, no cookie, no dead link."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys.crawling import broken_links
from tests.journeys.every_page import EVERY_PAGE, Seen


@pytest.mark.browser
@pytest.mark.parametrize("seen", EVERY_PAGE, ids=lambda seen: str(seen.name))
def test_a_page_is_silent_and_asks_nobody_else(
    browser: Browser, whole_site: str, seen: Seen
) -> None:
    trouble: list[str] = []
    with browser.new_context() as context:
        tab = context.new_page()
        tab.on("console", lambda message: trouble.append(message.text))
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on("request", lambda sent: trouble.append(sent.url) if _is_foreign(sent.url) else None)
        seen.open(tab, whole_site)
        tab.wait_for_load_state("networkidle")
        cookies, kept = context.cookies(), tab.evaluate("localStorage.length")

    # The browser tells of each page that answers with an error, as some are made to.
    assert [told for told in trouble if not re.search(r"status of 4\d\d", told)] == []
    assert cookies == []
    assert kept == 0


def test_no_link_of_the_site_is_dead(shared_app: Flask) -> None:
    assert broken_links(shared_app.test_client(use_cookies=False)) == []


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:image/", "blob:"))
