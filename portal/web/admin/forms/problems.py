"""Everything that is wrong in a form, with the place to correct it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wtforms import FieldList, FormField, RadioField

from portal.web.admin.forms.typed_fields import Boxes


def problems(form: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a form or a part of one
    """Yield each error with the id of its field, in the order of the page."""
    for field in form:
        yield from _of_field(field)


def _of_field(field: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any field of WTForms
    if isinstance(field, FormField):
        yield from problems(field.form)
    elif isinstance(field, FieldList):
        for entry in field.entries:
            yield from _of_field(entry)
    else:
        # A group of choices is reached at its first one.
        anchor = f"{field.id}-0" if isinstance(field, RadioField | Boxes) else field.id
        yield from ((anchor, str(message)) for message in field.errors)
