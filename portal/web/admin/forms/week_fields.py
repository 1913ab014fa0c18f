"""The fields of one week of opening hours: seven days of three spans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wtforms import BooleanField, FormField, SelectField, StringField

from portal.domain.french import WEEKDAY_NAMES
from portal.domain.hours.grid import MOST_SPANS, GridDay, GridSpan, GridWeek, Weeks
from portal.domain.hours.typed_hours import (
    GridError,
    Part,
    TypedSpan,
    overlaps,
    read_span,
    written,
)
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.typed_fields import choices_of
from portal.web.forms.filters import clean_line

_TYPED = {"maxlength": 12, "autocomplete": "off", "inputmode": "decimal"}


class SpanForm(PartForm):
    """One span: from, to, in which weeks, on appointment or not."""

    debut = StringField("de", filters=[clean_line], render_kw=_TYPED)
    fin = StringField("à", filters=[clean_line], render_kw=_TYPED)
    semaines = SelectField("semaines", choices=choices_of(Weeks), default=Weeks.EVERY.value)
    rdv = BooleanField("sur rendez-vous")

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything in it."""
        return not (self.debut.data or self.fin.data or self.rdv.data)

    def typed(self) -> TypedSpan:
        """Return what was typed; the choice of weeks must be valid."""
        weeks = Weeks(self.semaines.data)
        return TypedSpan(self.debut.data, self.fin.data, weeks, self.rdv.data)

    def blame(self, part: Part, message: str) -> None:
        """Put an error on the field that it is about."""
        field = self.debut if part is Part.START else self.fin
        field.errors = [*field.errors, message]


class DayForm(PartForm):
    """One day."""

    plage1 = FormField(SpanForm)
    plage2 = FormField(SpanForm)
    plage3 = FormField(SpanForm)

    @property
    def spans(self) -> tuple[SpanForm, ...]:
        """The spans in the order of the columns."""
        return self.plage1.form, self.plage2.form, self.plage3.form

    def read(self, day: int) -> tuple[GridDay, list[GridError]]:
        """Return the spans that were typed for the day (0 for Monday), and what is wrong."""
        found: list[tuple[int, GridSpan]] = []
        errors: list[GridError] = []
        for number, form in enumerate(self.spans, 1):
            try:
                span = read_span(form.typed(), day, number)
            except GridError as error:
                errors.append(error)
            else:
                found += [(number, span)] if span else []
        return tuple(span for _, span in found), errors + overlaps(found, day)


class WeekForm(PartForm):
    """Monday to Sunday."""

    lundi = FormField(DayForm, "lundi")
    mardi = FormField(DayForm, "mardi")
    mercredi = FormField(DayForm, "mercredi")
    jeudi = FormField(DayForm, "jeudi")
    vendredi = FormField(DayForm, "vendredi")
    samedi = FormField(DayForm, "samedi")
    dimanche = FormField(DayForm, "dimanche")

    @property
    def days(self) -> Iterator[tuple[str, DayForm]]:
        """Each day with its French name."""
        return ((name, self[name].form) for name in WEEKDAY_NAMES)

    def read(self, where: str = "") -> GridWeek | None:
        """Return the week that was typed; None when something is wrong, which is then said there.

        ``where`` comes before each message, to tell two weeks of a page apart.
        """
        week: list[GridDay] = []
        wrong = False
        for number, (_, form) in enumerate(self.days):
            day, errors = form.read(number)
            week.append(day)
            for error in errors:
                wrong = True
                before = f"{where}, " if where else ""
                form.spans[error.number - 1].blame(error.part, before + error.message)
        return None if wrong else tuple(week)


def week_data(week: GridWeek) -> dict[str, Any]:
    """Return a week as the data of a ``WeekForm``."""
    return {
        name: {
            f"plage{number}": _span_data(span) for number, span in enumerate(day[:MOST_SPANS], 1)
        }
        for name, day in zip(WEEKDAY_NAMES, week, strict=True)
    }


def _span_data(span: GridSpan) -> dict[str, Any]:
    bounds = ("", "") if span.only_on_appointment else (written(span.start), written(span.end))
    return {
        "debut": bounds[0],
        "fin": bounds[1],
        "semaines": span.weeks.value,
        "rdv": span.appointment,
    }
