"""What browsers send of a form, and forms that were sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FormField

from portal.web.admin.forms.hours_fields import HoursForm


def sent(prefix: str = "", **fields: str) -> HoursForm:
    """Return a form of hours that was sent with these fields; ``__`` stands for a dash."""
    names = {name.replace("__", "-"): value for name, value in fields.items()}
    whole = {"mode": "grille", "vacances": "inconnu", "feries": "ouvert"} | names
    return HoursForm(
        MultiDict({prefix + name: value for name, value in whole.items()}), prefix=prefix
    )


def sent_back(form: HoursForm) -> HoursForm:
    """Return the form as it comes back when nobody changed anything."""
    prefix = form.names_start
    return HoursForm(MultiDict(dict(_successful(form))), prefix=prefix)


def _successful(form: Any) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, FormField):
            yield from _successful(field.form)
        elif isinstance(field, FieldList):
            for entry in field.entries:
                yield from _successful(entry.form)
        elif not isinstance(field, BooleanField):
            yield field.name, str(field.data or "")
        elif field.data:
            yield field.name, "y"
