"""Where people of the staff side are sent: its doors, and the pages that they go back to."""

from __future__ import annotations

import re

from flask import current_app, request

HOME = "/gestion"
SIGN_IN = "/gestion/connexion"
CONFIRM = "/gestion/confirmer"
"""Where people prove again who they are, before what is sensitive."""
ENROL = "/gestion/compte/second-facteur"
"""Where people set the second factor without which nothing else opens."""

_LONGEST = 1000
_OURS = re.compile(r"/gestion(?:/[\w.~-]+)*/?(?:\?[\w.~%!*'(),;:@&=+/?-]*)?", re.ASCII)
_DOTS = re.compile(r"/\.+(?:/|\?|$)")
_NOWHERE = (SIGN_IN, CONFIRM, "/gestion/deconnexion")


def safe_next(text: str) -> str:
    """Return a page of the staff side to go on to: the one named, else the first.

    Only plain addresses under ``/gestion`` pass, whatever a browser might make of others.
    """
    if len(text) > _LONGEST or not _OURS.fullmatch(text) or _DOTS.search(text):
        return HOME
    return HOME if text.partition("?")[0].rstrip("/") in _NOWHERE else text


def page_asked() -> str:
    """Return the page to come back to: the one that is asked for, or whose form is posted."""
    return request.full_path.rstrip("?") if request.method == "GET" else _page_of_form()


def _page_of_form() -> str:
    """Return the page that the browser says it comes from, the first where it says nothing good."""
    page = safe_next((request.referrer or "").removeprefix(request.host_url.rstrip("/")))
    pages = current_app.create_url_adapter(request)
    return page if pages and pages.test(page.partition("?")[0], "GET") else HOME
