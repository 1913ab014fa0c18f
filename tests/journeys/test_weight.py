"""Pages are light enough for a phone that has little network left."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page


def loaded(page: Page, address: str) -> dict[str, int]:
    """Open an address with nothing kept; return the bytes received by kind of resource."""
    kinds: dict[str, str] = {}
    weights: dict[str, int] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def received(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        weights[kind] = weights.get(kind, 0) + int(event["encodedDataLength"])

    session.on("Network.responseReceived", received)
    session.on("Network.loadingFinished", finished)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return weights


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("address", "most"), [("/", 60_000), ("/lieux?lieu=Limoges", 100_000), ("/urgence", 60_000)]
)
def test_a_page_weighs_little_over_the_wire(
    browser: Browser, site: str, address: str, most: int, width: int
) -> None:
    viewport = {"width": width, "height": 800}
    with browser.new_context(base_url=site, viewport=viewport) as context:  # type: ignore[arg-type]
        weights = loaded(context.new_page(), address)

    assert {"Document", "Stylesheet", "Font"} <= set(weights)
    assert sum(weights.values()) <= most, weights
