"""What axe-core finds in a page, at widths and in schemes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from playwright.sync_api import Page

from tests.journeys.every_page import installed

EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]
LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""The rules whose answer can change with the scheme."""

Look = tuple[int, str, list[str]]
"""A width, a scheme, and the rules to look for."""

EVERY_LOOK: tuple[Look, ...] = tuple(
    (width, scheme, EVERYTHING if scheme == "light" else LOOKS)
    for width in (360, 768, 1280)
    for scheme in ("light", "dark")
)


def violations(tab: Page, part: str, looks: Iterable[Look] = EVERY_LOOK) -> list[str]:
    """Return what axe finds in a part of the page, one line each."""
    tab.evaluate(_axe())
    lines = []
    for width, scheme, rules in looks:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        found = tab.evaluate(f"axe.run({part!r}, {json.dumps(options)})")
        lines += [
            f"{width} {scheme} {violation['id']}: {node['html'][:160]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
    return lines


@lru_cache
def _axe() -> str:
    return (installed("axe-core") / "axe.min.js").read_text(encoding="utf-8")
