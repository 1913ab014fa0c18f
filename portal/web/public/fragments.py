"""Fragments: pieces of pages that are rendered once and kept, since most of them come back.

Rendering templates is most of the time that a page takes; a page of results is mostly made of cards
and boxes that were rendered before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache, partial
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from portal.settings import ROOT
from portal.web.public.languages import language

_KEPT = 8192
_GAP = re.compile(r"\x00(\d+)\x00")
COMPONENTS = ROOT / "templates" / "components"
"""One macro a file, of the same name."""


class Fragments:
    """Renders macros of ``templates/components`` and keeps the newest results."""

    def __init__(self, app: Flask) -> None:
        # Known to all templates by its name: importing it in each page costs more than rendering.
        # Called directly where many fragments of one language are wanted.
        self.get_in = lru_cache(maxsize=_KEPT)(self._render_in)
        self._cut = lru_cache(maxsize=_KEPT)(self._cut_at_gaps)
        self._macros: dict[str, Callable[..., str]] = {}
        self._environment = app.jinja_env
        self.names = names = [path.stem for path in sorted(COMPONENTS.glob("*.html"))]
        app.jinja_env.globals.update({name: partial(self._call, name) for name in names})
        app.jinja_env.globals.update(kept=self.get, filled=self.fill)

    def compile_all(self) -> None:
        """Compile every component now: commands need none, visitors should not wait for one."""
        for name in self.names:
            self._macro(name)

    def _macro(self, name: str) -> Callable[..., str]:
        if name not in self._macros:
            module = self._environment.get_template(f"components/{name}.html").module
            self._macros[name] = getattr(module, name)
        return self._macros[name]

    def _call(self, macro: str, *arguments: object, **named: object) -> str:
        # Components may use each other in any order, so each is looked up when it is called.
        return self._macro(macro)(*arguments, **named)

    def get(self, macro: str, *arguments: Hashable) -> Markup:
        """Return what the macro gives in the language of the page; kept by its arguments."""
        return self.get_in(language().code, macro, *arguments)

    def fill(self, macro: str, keys: tuple[Hashable, ...], *gaps: object) -> Markup:
        """Return what the macro gives for the keys, with values in the gaps that it leaves.

        The macro takes the keys, then the gaps, which it may only print. It is rendered once for
        each language and keys; the values are escaped as templates do.
        """
        pieces = list(self._cut(language().code, macro, keys, len(gaps)))
        pieces[1::2] = [escape(gaps[int(gap)]) for gap in pieces[1::2]]
        return as_html(pieces)

    def _cut_at_gaps(
        self, _language: str, macro: str, keys: tuple[Hashable, ...], count: int
    ) -> tuple[str, ...]:
        """Return text and numbers of gaps in turn."""
        marks = [as_html([f"\x00{number}\x00"]) for number in range(count)]
        return tuple(_GAP.split(self.render(macro, *keys, *marks)))

    def _render_in(self, _language: str, macro: str, *arguments: Hashable) -> Markup:
        return self.render(macro, *arguments)

    def render(self, macro: str, *arguments: Any) -> Markup:  # noqa: ANN401 - whatever a macro takes
        """Return what the macro gives, without keeping it."""
        return as_html([self._macro(macro)(*arguments)])


def as_html(fragments: Iterable[str]) -> Markup:
    """Join what templates rendered, which is escaped already."""
    return Markup("".join(fragments))  # noqa: S704
