"""Listing forms for tests: opened on a listing, read back as a browser would send them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, g
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FormField, SelectMultipleField
from wtforms.csrf.core import CSRFTokenField

from portal.domain.listings.content import ListingContent
from portal.store.db import db
from portal.store.vocabulary import load_vocabulary
from portal.web.admin.forms.listing_form import NOTHING, ListingForm, form_from
from tests.conftest import NOW


@contextmanager
def form_page(app: Flask) -> Iterator[None]:
    """Stand where a form is read: on a staff page, once the guard has seen its token."""
    with app.test_request_context("/gestion/fiches"):
        g.csrf_valid = True
        yield


def opened(
    content: ListingContent = NOTHING, posted: MultiDict[str, str] | None = None
) -> ListingForm:
    """Return the form of a content."""
    return form_from(content, load_vocabulary(db.session()), NOW.date(), posted)


def sent(form: ListingForm, **changes: str | list[str]) -> MultiDict[str, str]:
    """Return what a browser sends of a form; ``changes`` by name, with ``__`` for each hyphen."""
    found: MultiDict[str, str] = MultiDict()
    for part in (form, *form.details.forms.values()):
        _send(part, found)
    for name, value in changes.items():
        found.setlist(name.replace("__", "-"), [value] if isinstance(value, str) else value)
    return found


def _send(form: Any, found: MultiDict[str, str]) -> None:
    for field in form:
        _send_field(field, found)


def _send_field(field: Any, found: MultiDict[str, str]) -> None:
    if isinstance(field, FormField):
        _send(field.form, found)
    elif isinstance(field, FieldList):
        for entry in field.entries:
            _send_field(entry, found)
    elif not isinstance(field, CSRFTokenField):
        for value in _values(field):
            found.add(field.name, value)


def _values(field: Any) -> Iterable[str]:
    if isinstance(field, SelectMultipleField):
        return tuple(field.data or ())
    if isinstance(field, BooleanField):
        return ("y",) if field.data else ()
    # What the page shows: dates and numbers as their fields write them.
    shown = field._value() if hasattr(field, "_value") else field.data
    return ("" if shown is None else str(shown),)
