"""The page of the listing form for tests: what a browser would send of it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.staff import StaffBrowser

Fields = MultiDict[str, str]


def edit_address(listing_id: int) -> str:
    """Return the address of the form of a listing."""
    return f"/gestion/fiches/{listing_id}/modifier"


def fields_on(browser: FlaskClient, address: str) -> Fields:
    """Open a page and return the fields of its listing form, without its buttons and its token."""
    return fields_in(browser.get(address).text)


def submit(browser: StaffBrowser, address: str, fields: Fields, **more: Any) -> TestResponse:
    """Post the fields of a page; those of one name together."""
    return browser.send(address, fields.to_dict(flat=False), **more)


def fields_in(page: str, mark: str = "data-listing-form") -> Fields:
    """Return the fields of the form on a page that bears a mark: that of a listing, else given."""
    reader = _Reader(mark)
    reader.feed(page)
    return MultiDict(pair for pair in reader.fields if pair[0] not in ("csrf_token", "retour"))


class _Reader(HTMLParser):
    """Collects what a browser would send, within the form that bears a mark."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark
        self.fields: list[tuple[str, str]] = []
        self._inside = False
        self._templates = 0
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = self._inside or (tag == "form" and self._mark in given)
        self._templates += tag == "template"
        if not self._inside or self._templates:
            return
        if tag == "textarea":
            self._area = given["name"]
            self.fields.append((self._area, ""))
        elif tag == "select":
            self._select = given["name"]
        else:
            self.fields.extend(self._sent(tag, given))

    def _sent(self, tag: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        if tag == "option" and self._select and "selected" in given:
            yield self._select, given["value"]
        elif tag == "input" and given.get("name"):
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked:
                yield given["name"], given.get("value", "on")

    def handle_data(self, data: str) -> None:
        if self._area:
            name, before = self.fields.pop()
            # Browsers leave out the line break that a box begins with.
            self.fields.append((name, (before + data).removeprefix("\r\n")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        self._templates -= tag == "template"
        self._area = None if tag == "textarea" else self._area
