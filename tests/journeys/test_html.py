"""The HTML of every page is valid."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.journeys.every_page import EVERY_PAGE, Seen, installed

pytestmark = [pytest.mark.browser, pytest.mark.node]

RULES = Path(__file__).with_name("html_validate.cjs")


def _source(tab: Page, root: str, seen: Seen) -> str:
    """Return the HTML of a page as it was sent, before any script."""
    pages: list[Response] = []

    def keep(answer: Response) -> None:
        if answer.request.is_navigation_request():
            pages.append(answer)

    tab.on("response", keep)
    seen.open(tab, root)
    tab.remove_listener("response", keep)
    return pages[-1].text()


def _complaints(*files: Path) -> str:
    """Return what html-validate says of files."""
    program = installed("html-validate") / "bin" / "html-validate.mjs"
    command = ["node", str(program), "--config", str(RULES), "--formatter", "text"]
    command += map(str, files)
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("root", ["", "/ar"], ids=["fr", "ar"])
def test_every_page_is_valid(browser: Browser, whole_site: str, root: str, tmp_path: Path) -> None:
    tab = browser.new_page()
    for seen in EVERY_PAGE:
        source = _source(tab, whole_site + root, seen)
        (tmp_path / f"{seen.name}.html").write_text(source, encoding="utf-8")
    tab.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == len(EVERY_PAGE)
    assert _complaints(*files) == ""


def test_the_validator_is_not_blind(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<p id="twice"></p><p id="twice"><div></div></p>', encoding="utf-8")
    assert "no-dup-id" in _complaints(page)
