"""Sensitive pages: no cache keeps them, no other site learns of them, they are quick to leave.

A view that shows one says so, with ``@sensitive`` or ``mark_sensitive()``; ``templates/base.html``
then gives the page a title that tells nothing and the way to leave at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Response, g
from werkzeug.datastructures import MultiDict

KINDS = frozenset({"rep"})
THEMES = frozenset({"conflit_rupture", "incarceration", "separation"})
PUBLICS = frozenset({"parent_incarcere", "parents_separes"})
"""What tells, when others see it on a screen, of violence, a separation or a prison."""

_FILTERS = {"type": KINDS, "theme": THEMES, "public": PUBLICS}
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

Given = ParamSpec("Given")
Shown = TypeVar("Shown")


def mark_sensitive() -> None:
    """Say that the page being answered is sensitive; to be called before it is rendered."""
    g.sensitive = True


def sensitive(view: Callable[Given, Shown]) -> Callable[Given, Shown]:
    """Mark a view whose page is always sensitive."""

    @wraps(view)
    def marked(*arguments: Given.args, **named: Given.kwargs) -> Shown:
        mark_sensitive()
        return view(*arguments, **named)

    return marked


def is_sensitive(listing: Mapping[str, Any]) -> bool:
    """Tell whether the page of a listing is sensitive, given its facts."""
    return listing["type"] in KINDS or not THEMES.isdisjoint(listing["themes"])


def asks_for_sensitive(args: MultiDict[str, str]) -> bool:
    """Tell whether a search is filtered on something sensitive."""
    return any(not values.isdisjoint(args.getlist(name)) for name, values in _FILTERS.items())


def set_up_sensitive(app: Flask) -> None:
    """Put the headers on sensitive answers (before those of every answer) and tell templates."""
    app.context_processor(lambda: {"sensitive": g.get("sensitive", False)})

    @app.after_request
    def _keep_nowhere(response: Response) -> Response:
        if g.get("sensitive", False):
            response.headers.update(_HEADERS)
        return response
