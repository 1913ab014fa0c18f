"""Keeps the samples of one page apart: no two may have an element of the same id."""

from __future__ import annotations

import re

from markupsafe import Markup

_NAMED = re.compile(r'\s(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"')
_INSIDE = re.compile(r'\shref="#([^"]+)"')
_TAKES_FOCUS = re.compile(r"\sautofocus\b")


def apart(html: Markup, suffix: str) -> Markup:
    """Return HTML whose ids and references end with a suffix, and where nothing takes the focus."""

    def renamed(found: re.Match[str]) -> str:
        names = " ".join(f"{name}-{suffix}" for name in found[2].split())
        return f' {found[1]}="{names}"'

    text = _NAMED.sub(renamed, _TAKES_FOCUS.sub("", str(html)))
    return Markup(_INSIDE.sub(rf' href="#\1-{suffix}"', text))  # noqa: S704 - escaped already
