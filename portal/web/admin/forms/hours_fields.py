"""The fields of the opening hours of one site: a grid of the week, or OSM text for experts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import FormField, RadioField, TextAreaField

from portal.domain.hours import ExceptionalHours, HoursError, parse_hours
from portal.domain.hours.grid import (
    EMPTY_WEEK,
    InHolidays,
    OnPublicHolidays,
    WeekGrid,
)
from portal.domain.hours.grid_reading import grid_of
from portal.domain.hours.grid_writing import GridTooLongError, text_of
from portal.domain.labels import LabelledEnum
from portal.web.admin.forms.exception_fields import ExceptionList, exceptions_data
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.problems import problems
from portal.web.admin.forms.typed_fields import choices_of
from portal.web.admin.forms.week_fields import WeekForm, week_data
from portal.web.forms.filters import clean_line


class EntryMode(LabelledEnum):
    """How the hours are typed."""

    GRID = "grille", "Une grille à remplir"
    TEXT = "texte", "Un texte OpenStreetMap, pour qui connaît cette écriture"


class HoursForm(PartForm):
    """The hours of one site; several sites of a page each have theirs, under a prefix.

    ``text()``, ``grid`` and ``exceptional_hours()`` answer once ``validate()`` did.
    """

    _grid: WeekGrid | None = None
    _text: str | None = None

    mode = RadioField(
        "Comment donner les horaires", choices=choices_of(EntryMode), default=EntryMode.GRID.value
    )
    semaine = FormField(WeekForm)
    vacances = RadioField(
        "Pendant les vacances scolaires",
        choices=choices_of(InHolidays),
        default=InHolidays.UNSAID.value,
    )
    semaine_vacances = FormField(WeekForm)
    feries = RadioField(
        "Les jours fériés",
        choices=choices_of(OnPublicHolidays),
        default=OnPublicHolidays.CLOSED.value,
    )
    osm = TextAreaField(
        "Texte OpenStreetMap",
        description=(
            "Exemple : Mo-Fr 09:00-12:00,14:00-17:00; Sa[1,3] 09:30-12:00; SH,PH off. Les jours :"
            " Mo, Tu, We, Th, Fr, Sa, Su ; les vacances : SH ; les jours fériés : PH."
        ),
        filters=[clean_line],
        render_kw={"rows": 3, "spellcheck": "false", "autocomplete": "off", "lang": "en"},
    )
    exceptions = ExceptionList("Fermetures et horaires exceptionnels")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check every field of the chosen way, and put each error on the field that is wrong."""
        self._grid, self._text = None, None
        good = bool(super().validate(extra_validators))
        if set(self.errors) - {"exceptions"}:
            return False
        by_text = self.mode.data == EntryMode.TEXT
        return (self._read_text() if by_text else self._read_grid()) and good

    @property
    def names_start(self) -> str:
        """What the names of all its fields start with."""
        return str(self.mode.name).removesuffix("mode")

    @property
    def grid(self) -> WeekGrid | None:
        """The grid that was filled in; None where the hours were given as text."""
        return self._grid

    def text(self) -> str | None:
        """Return the hours as OSM text in normal form; None when none were given."""
        return self._text

    def exceptional_hours(self) -> tuple[ExceptionalHours, ...]:
        """Return the exceptions of the form; ``after_editing`` says what is to be stored."""
        return self.exceptions.exceptions()

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the id of its field, for the summary at the top of a page."""
        return list(problems(self))

    def _read_text(self) -> bool:
        try:
            self._text = parse_hours(self.osm.data) if self.osm.data else None
        except HoursError as error:
            self.osm.errors = [error.message]
            return False
        return True

    def _read_grid(self) -> bool:
        holidays = InHolidays(self.vacances.data)
        usual, other = self.semaine.form.read(), EMPTY_WEEK
        if holidays is InHolidays.OTHER:
            other = self.semaine_vacances.form.read("vacances")
            if other is not None and not any(other):
                self.vacances.errors = ["remplissez les horaires des vacances, ou dites « Fermé »"]
                return False
        if usual is None or other is None:
            return False
        grid = WeekGrid(usual, holidays, other, OnPublicHolidays(self.feries.data))
        try:
            self._text = text_of(grid)
        except GridTooLongError as error:
            self.mode.errors = [error.message]
            return False
        self._grid = grid.canonical()
        return True


def hours_data(
    text: str | None, exceptions: Iterable[ExceptionalHours], today: date
) -> dict[str, Any]:
    """Return what is known of a site's hours as the data of an ``HoursForm``."""
    grid = grid_of(text)
    shown = grid or WeekGrid()
    return {
        "mode": (EntryMode.TEXT if grid is None else EntryMode.GRID).value,
        "semaine": week_data(shown.usual),
        "vacances": shown.in_holidays.value,
        "semaine_vacances": week_data(shown.holiday_week),
        "feries": shown.public_holidays.value,
        "osm": text or "",
        "exceptions": exceptions_data(exceptions, today),
    }
