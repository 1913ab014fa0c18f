"""The form of a year's indicators: a box for each figure of the catalogue, a note for each group.

Its fields are made from the catalogue. Accounts send it with the token of their session, those who
come by a link with the token of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField, ValidationError

from portal.domain.french import NBSP
from portal.domain.indicators.catalogue import Catalogue
from portal.domain.indicators.figures import (
    FigureError,
    Figures,
    Problem,
    count_missing,
    read_figure,
)
from portal.domain.indicators.progress import Progress
from portal.services.indicators.entering import LONGEST_NOTE, Entry
from portal.services.indicators.reading import Sheet
from portal.web.admin.forms.decision_forms import DecisionForm
from portal.web.admin.forms.problems import problems
from portal.web.admin.forms.typed_fields import text
from portal.web.forms.page_token import PageForm

_LONGEST_TYPED = 20
_FIGURE, _NOTE = "chiffre_", "remarque_"


class FigureField(StringField):  # type: ignore[misc]  # WTForms has no types
    """A whole number or nothing; what was typed stays as it was typed."""

    figure: int | None = None

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Read the number, or say what is expected."""
        del form
        try:
            self.figure = read_figure(self.data or "")
        except FigureError as error:
            raise ValidationError(str(error)) from None


class _IndicatorFields:
    """What both forms do with their fields; ``envoyer`` is the name of the button that sends."""

    refused = ""

    def figure(self, slug: str) -> FigureField:
        """Return the box of a figure."""
        field: FigureField = self[f"{_FIGURE}{slug}"]  # type: ignore[index]  # a form of WTForms
        return field

    def note(self, group: str) -> TextAreaField:
        """Return the box of what is written about a group."""
        return self[f"{_NOTE}{group}"]  # type: ignore[index]

    def entry(self, *, send: bool) -> Entry:
        """Return what was typed, once it can be read."""
        figures: dict[str, int] = {}
        notes: dict[str, str] = {}
        for field in self:  # type: ignore[attr-defined]
            if isinstance(field, FigureField) and field.figure is not None:
                figures[field.name.removeprefix(_FIGURE)] = field.figure
            elif field.name.startswith(_NOTE):
                notes[field.name.removeprefix(_NOTE)] = field.data or ""
        return Entry(figures, notes, self.seen_version, send)

    @property
    def seen_version(self) -> int:
        """The version of the report that the page showed; -1 where it says none."""
        return self._number("version", -1)

    @property
    def told_missing(self) -> int:
        """How many answers the page said to be missing; 0 where it said nothing."""
        return self._number("manquent", 0)

    def _number(self, name: str, otherwise: int) -> int:
        typed = self[name].data or ""  # type: ignore[index]
        return int(typed) if typed.isdecimal() and len(typed) < 10 else otherwise

    def refuse(self, found: Iterable[Problem]) -> None:
        """Put on each figure what is wrong with it."""
        for slug, message in found:
            field = self.figure(slug)
            field.errors = (*field.errors, message)

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the id of its box, after its name: many boxes may say the same."""
        named = {field.id: field.label.text for field in self}  # type: ignore[attr-defined]
        found = [
            (anchor, f"{named[anchor]}{NBSP}: {message}") if _is_box(anchor) else ("", message)
            for anchor, message in problems(self)
        ]
        return [*([("", self.refused)] if self.refused else ()), *found]


@lru_cache(maxsize=4)
def form_class(catalogue: Catalogue, *, by_link: bool) -> type[Any]:
    """Return the form of a catalogue, for accounts or for those who come by a link."""
    fields: dict[str, Any] = {"version": HiddenField(), "manquent": HiddenField()}
    for group in catalogue.groups:
        for indicator in group.indicators:
            fields[f"{_FIGURE}{indicator.slug}"] = _box(indicator.label)
        fields[f"{_NOTE}{group.slug}"] = text(
            "Remarques", LONGEST_NOTE, "Sans nom ni histoire d’une famille.", rows=2
        )
    base = PageForm if by_link else DecisionForm
    return type("IndicatorForm", (_IndicatorFields, base), fields)


def values_of(sheet: Sheet, catalogue: Catalogue) -> dict[str, str]:
    """Return what is kept as the boxes show it, and how much lacks once something was saved."""
    figures: Figures = sheet.figures
    shown = {f"{_FIGURE}{slug}": str(number) for slug, number in figures.items()}
    noted = {f"{_NOTE}{slug}": note for slug, note in sheet.notes.items()}
    begun = sheet.progress is Progress.COMMENCE
    missing = str(count_missing(figures, catalogue)) if begun else ""
    return {"version": str(sheet.version), "manquent": missing} | shown | noted


def _is_box(anchor: str) -> bool:
    return anchor.startswith((_FIGURE, _NOTE))


def _box(label: str) -> FigureField:
    attributes = {"inputmode": "numeric", "autocomplete": "off", "maxlength": _LONGEST_TYPED}
    return FigureField(label, render_kw=attributes)
