"""The fields of dated exceptions: closures, and days with other hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, FormField, SelectField, StringField
from wtforms.validators import Length, Optional

from portal.domain.french import NBSP
from portal.domain.hours import ExceptionalHours, HoursError, parse_hours
from portal.domain.hours.times import format_times
from portal.domain.hours.typed_hours import TypedHoursError, read_ranges, written_ranges
from portal.domain.labels import LabelledEnum
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.rows import RowList
from portal.web.admin.forms.typed_fields import choices_of
from portal.web.forms.filters import clean_line

MOST_EXCEPTIONS = 20
"""How many exceptions a form shows."""

LONGEST_REASON = 200
_BLANK_ROWS = 2
"""Rows to fill in that stand below those that are known, for browsers without scripts."""

_EXAMPLE = "9:00-12:00, 14:00-17:00"
_YEARS = range(2000, 2101)


class Kind(LabelledEnum):
    """What an exception says of its days."""

    CLOSED = "ferme", "Fermé"
    OTHER = "horaires", "Autres horaires"


class _DayField(DateField):  # type: ignore[misc]  # WTForms has no types
    """A day, as browsers send it or as people type it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("écrivez la date comme 24/12/2026") from None
        if self.data is not None and self.data.year not in _YEARS:
            raise ValueError("relisez l’année de cette date")


def _day_field(label: str) -> _DayField:
    return _DayField(label, format=["%Y-%m-%d", "%d/%m/%Y"], validators=[Optional()])


class ExceptionForm(PartForm):
    """One exception: from a day to a day, closed or with its hours, and why."""

    du = _day_field("Du")
    au = _day_field("Au (inclus)")
    nature = SelectField(
        "Ces jours-là",
        choices=choices_of(Kind),
        default=Kind.CLOSED.value,
    )
    heures = StringField(
        "Heures",
        filters=[clean_line],
        render_kw={
            "maxlength": 200,
            "autocomplete": "off",
            "placeholder": "9:00-12:00, 14:00-17:00",
        },
    )
    raison = StringField(
        "Raison",
        filters=[clean_line],
        validators=[Length(max=LONGEST_REASON, message="cette raison est trop longue")],
        render_kw={"maxlength": LONGEST_REASON, "placeholder": "congés d’été"},
    )
    retirer = BooleanField("Retirer")

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in it, or it is to be taken out."""
        typed = (*(self.du.raw_data or ()), *(self.au.raw_data or ()), self.du.data, self.au.data)
        return bool(self.retirer.data) or not any((*typed, self.heures.data, self.raison.data))

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check the row; a blank one is good."""
        if self.is_blank:
            return True
        if not super().validate(extra_validators):
            return False
        wrong = [*self._wrong_days(), *self._wrong_hours()]
        for field, message in wrong:
            field.errors = [*field.errors, message]
        return not wrong

    def exception(self) -> ExceptionalHours:
        """Return what was typed, once it is valid and not blank; no last day means one day."""
        hours = _read(self.heures.data) if self.nature.data == Kind.OTHER else None
        return ExceptionalHours(self.du.data, self.au.data or self.du.data, hours, self.raison.data)

    def _wrong_days(self) -> Iterator[tuple[Any, str]]:
        if self.du.data is None:
            yield self.du, "écrivez le premier jour"
        elif self.au.data is not None and self.au.data < self.du.data:
            yield self.au, "la fin est avant le début"

    def _wrong_hours(self) -> Iterator[tuple[Any, str]]:
        closed = self.nature.data == Kind.CLOSED
        if closed and self.heures.data:
            yield self.heures, "effacez ces heures, ou choisissez « Autres horaires »"
        elif not closed and not self.heures.data:
            yield self.heures, f"écrivez les heures comme {_EXAMPLE}"
        elif not closed:
            try:
                _read(self.heures.data)
            except TypedHoursError as error:
                yield self.heures, error.message


class ExceptionList(RowList):
    """The rows of exceptions; messages say which row they are about."""

    def __init__(self, label: str = "", **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        super().__init__(FormField(ExceptionForm), label, max_entries=MOST_EXCEPTIONS, **options)

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:  # noqa: ANN401
        """Check every row."""
        good = bool(super().validate(form, extra_validators))
        for number, row in enumerate(self.entries, 1):
            for field in row.form:
                field.errors = [f"exception {number}{NBSP}: {each}" for each in field.errors]
        return good

    def exceptions(self) -> tuple[ExceptionalHours, ...]:
        """Return what was typed, once it is valid, in order of time."""
        rows = [row.form.exception() for row in self.entries if not row.form.is_blank]
        return tuple(sorted(rows, key=lambda item: (item.starts_on, item.ends_on)))

    def blank(self) -> ExceptionForm:
        """Return a row to copy, whose names hold ``__n__`` where its number goes."""
        return ExceptionForm(prefix=f"{self.name}-__n__-")


def exceptions_data(exceptions: Iterable[ExceptionalHours], today: date) -> list[dict[str, Any]]:
    """Return the data of the rows: the exceptions that ``editable`` gives, then blank rows."""
    rows = [
        {
            "du": item.starts_on,
            "au": item.ends_on,
            "nature": (Kind.CLOSED if item.hours is None else Kind.OTHER).value,
            "heures": written_ranges(item.hours) if item.hours else "",
            "raison": item.reason,
        }
        for item in editable(exceptions, today)
    ]
    return [*rows, *({} for _ in range(_BLANK_ROWS))][:MOST_EXCEPTIONS]


def editable(exceptions: Iterable[ExceptionalHours], today: date) -> tuple[ExceptionalHours, ...]:
    """Return the exceptions that a form shows: those not over yet, the first ones of them."""
    coming = [item for item in exceptions if item.ends_on >= today]
    return tuple(sorted(coming, key=lambda item: item.starts_on)[:MOST_EXCEPTIONS])


def after_editing(
    before: Sequence[ExceptionalHours], edited: Iterable[ExceptionalHours], today: date
) -> tuple[ExceptionalHours, ...]:
    """Return what is to be stored: what the form did not show, and what it holds now."""
    shown = editable(before, today)
    kept = [item for item in before if item not in shown]
    every = dict.fromkeys([*kept, *edited])
    return tuple(sorted(every, key=lambda item: (item.starts_on, item.ends_on)))


def _read(text: str) -> str:
    """Return typed hours as OSM text, which those who know it may also write. TypedHoursError."""
    try:
        return parse_hours(format_times(read_ranges(text)))
    except TypedHoursError as refusal:
        try:
            return parse_hours(text)
        except HoursError:
            raise refusal from None
