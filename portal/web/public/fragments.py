"""Fragments: pieces of pages that are rendered once and kept, since most of them come back.

Rendering templates is most of the time that a page takes; a page of results is mostly made of cards
and boxes that were rendered before.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from flask import Flask
from markupsafe import Markup

from search_index.lru import Lru

_KEPT = 8192


class Fragments:
    """Renders macros of ``templates/components`` and keeps the newest results."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._kept: Lru[Hashable, Markup] = Lru(_KEPT)

    def get(self, macro: str, *arguments: Hashable) -> Markup:
        """Return what the macro gives; its file bears its name. Kept by its arguments."""
        return self._kept.get((macro, arguments), lambda: self.render(macro, *arguments))

    def render(self, macro: str, *arguments: Any) -> Markup:  # noqa: ANN401 - whatever a macro takes
        """Return what the macro gives, without keeping it."""
        module = self._app.jinja_env.get_template(f"components/{macro}.html").module
        return as_html([getattr(module, macro)(*arguments)])


def as_html(fragments: Iterable[str]) -> Markup:
    """Join what templates rendered, which is escaped already."""
    return Markup("".join(fragments))  # noqa: S704
