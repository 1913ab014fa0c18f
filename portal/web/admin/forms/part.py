"""What the parts of staff forms share; the form around them holds the token."""

from __future__ import annotations

from wtforms import Form


class PartForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A form inside a form, whose own messages are French."""

    class Meta:
        """How WTForms speaks where the form says nothing itself."""

        locales = ("fr",)
