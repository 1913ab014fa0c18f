"""The frame of a page: its address in every language, for the menu of languages and for robots.

What surrounds a page is rendered once per language and kept; only the address changes from one page
to the next, so it is put into gaps of the kept text.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, g, request
from markupsafe import Markup

from portal.web.public.languages import LANGUAGES, language

_ROOT, _PATH, _QUERY = Markup("\x00root\x00"), Markup("\x00path\x00"), Markup("\x00query\x00")
_IN_QUERIES = "=&%+/:;,?@!$'()*~-._"


@dataclass(frozen=True, slots=True)
class Here:
    """Where the visitor is: the path without its language, and the query.

    ``translated`` says that the same page exists in the other languages.
    """

    path: str
    query: str
    translated: bool

    @property
    def root(self) -> str:
        """The address of the portal, without its last slash."""
        return request.url_root.rstrip("/")

    @property
    def canonical(self) -> str:
        """The one address by which others should know this page."""
        return f"{self.root}{language().root}{self.path}"

    def fill(self, kept: Markup) -> Markup:
        """Return a kept fragment with the address put into its gaps."""
        filled = kept.replace(_PATH, self.path).replace(_QUERY, self.query)
        return filled.replace(_ROOT, self.root) if _ROOT in filled else filled


def set_up_frame(app: Flask) -> None:
    """Give templates the gaps, and the address of the page."""
    gaps = {"root": _ROOT, "path": _PATH, "query": _QUERY}
    app.jinja_env.globals.update(gaps=gaps, languages=LANGUAGES)
    app.context_processor(lambda: {"here": _here()})


def _here() -> Here:
    prefix = language().root
    path = request.path.removeprefix(prefix) if prefix else request.path
    query = quote(request.query_string, safe=_IN_QUERIES)
    # One slash only: an address that begins with two would lead to another site.
    return Here(
        path="/" + quote(path.lstrip("/"), safe="/~"),
        query=f"?{query}" if query else "",
        translated="language" in g,
    )
