"""The fields of the steps of a funding file: a day, and an exact amount in euros."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wtforms import DateField, StringField, ValidationError

from portal.domain.french import NBSP
from portal.web.admin.forms.dossier_amounts import NumberError, read_euros
from portal.web.forms.filters import clean_line

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


class DayField(DateField):  # type: ignore[misc]  # WTForms has no types
    """A day, as browsers send it or as people type it; it has to be given.

    ``data`` is a date once it is valid.
    """

    data: Any

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        attributes = {"required": True, **options.pop("render_kw", {})}
        super().__init__(label, format=["%Y-%m-%d", "%d/%m/%Y"], render_kw=attributes, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; what is none stays as it was typed, and ``pre_validate`` tells of it."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Refuse an empty day, and a year that was mistyped."""
        del form
        if self.data is None:
            raise ValidationError(
                f"{self.label.text}{NBSP}: choisissez une date, comme 14/02/2027."
            )
        if not _FIRST_YEAR <= self.data.year <= _LAST_YEAR:
            raise ValidationError(f"{self.label.text}{NBSP}: cette année n’est pas possible.")


class AmountField(StringField):  # type: ignore[misc]  # WTForms has no types
    """An amount in euros that has to be given; ``amount`` is what it means once it is valid."""

    amount = Decimal("0.00")

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        attributes = {"inputmode": "decimal", "autocomplete": "off", "required": True}
        super().__init__(label, filters=[clean_line], render_kw=attributes, **options)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Read the amount, or refuse it with its reason."""
        del form
        try:
            self.amount = read_euros(self.data or "")
        except NumberError as error:
            raise ValidationError(f"{self.label.text}{NBSP}: {error}.") from None
