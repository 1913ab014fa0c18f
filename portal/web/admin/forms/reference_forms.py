"""The forms of what every listing refers to: a term of the vocabulary, a school holiday."""

from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from portal.domain.calendar.entered import ENTERED_ZONES
from portal.services.school_holidays import NewHoliday
from portal.services.vocabulary import Words
from portal.web.admin.forms.problems import problems
from portal.web.admin.forms.typed_fields import choices, line, text
from portal.web.forms.filters import clean_line

_MOST, _LONGEST = 60, 100
_SLUG = re.compile(r"[a-z0-9]+(-{1,2}[a-z0-9]+)*", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 2018, 2100


class ReferenceForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """A form in which what a service refused is said beside the field that it names."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # WTForms has no types
        """How WTForms speaks where the form says nothing itself."""

        locales = ("fr",)

    def problems(self) -> list[tuple[str, str]]:
        """Return what is wrong: the anchor of each field, and its message."""
        return list(problems(self))

    def refuse(self, message: str) -> None:
        """Say why the form was not taken, beside the field whose label the message begins with."""
        named = message.partition(" :")[0]
        fields = [entry for entry in self if entry.label.text == named]
        (fields or list(self))[0].errors = [message]


class TermForm(ReferenceForm):
    """The words of a term."""

    libelle = line("Libellé", 200, "Les mots des textes nationaux.", required=True)
    en_clair = line("En clair", 200, "La même chose pour un parent pressé.", required=True)
    synonymes = text("Synonymes", 5000, "Ce que les gens tapent, un par ligne.", rows=8)
    definition = text("Définition", 1000, "Une phrase, si les mots en ont besoin.")
    data_inclusion = text(
        "data.inclusion", 2000, "Les thématiques correspondantes, une par ligne.", rows=3
    )

    def validate_libelle(self, field: StringField) -> None:
        """Ask for a label."""
        _ask_for(field, "écrivez-le.")

    def validate_en_clair(self, field: StringField) -> None:
        """Ask for a plain label."""
        _ask_for(field, "écrivez-le avec des mots simples.")

    def validate_synonymes(self, field: TextAreaField) -> None:
        """Refuse too many synonyms, and those that are sentences."""
        lines = _lines(field)
        if len(lines) > _MOST:
            raise ValidationError(f"Synonymes : {_MOST} au plus.")
        long = next((each for each in lines if len(each) > _LONGEST), None)
        if long:
            raise ValidationError(f"Synonymes : «{long[:40]}…» est trop long.")

    def validate_data_inclusion(self, field: TextAreaField) -> None:
        """Refuse what is no slug of data.inclusion."""
        for each in _lines(field):
            if not _SLUG.fullmatch(each):
                raise ValidationError(
                    f"data.inclusion : «{each[:60]}» n’est pas une thématique, comme "
                    "«famille--garde-denfants»."
                )

    @property
    def words(self) -> Words:
        """The words as they were typed; only once the form is valid."""
        return Words(
            self.libelle.data,
            self.en_clair.data,
            _lines(self.synonymes),
            clean_line(self.definition.data),
            _lines(self.data_inclusion),
        )

    def begin(self, words: Words) -> None:
        """Show the words of a term."""
        self.libelle.data, self.en_clair.data = words.label, words.plain_label
        self.synonymes.data = "\n".join(words.synonyms)
        self.definition.data = words.definition
        self.data_inclusion.data = "\n".join(words.data_inclusion)


class RankedTermForm(TermForm):
    """The words of a term, and its place in its family."""

    rang = IntegerField(
        "Rang",
        validators=[
            InputRequired("Rang : écrivez un nombre, à partir de 1."),
            NumberRange(1, 999, "Rang : écrivez un nombre, à partir de 1."),
        ],
        render_kw={"required": True, "min": 1, "max": 999, "inputmode": "numeric"},
    )


class _Day(DateField):  # type: ignore[misc]  # WTForms has no types
    """A date; what is none is refused in French."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date, or refuse it."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_no_day(self)) from None

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Refuse an empty date, and a year that was mistyped."""
        del form
        if self.data is None:
            raise ValidationError(_no_day(self))
        if not _FIRST_YEAR <= self.data.year <= _LAST_YEAR:
            raise ValidationError(f"{self.label.text} : cette année n’est pas possible.")


class HolidayForm(ReferenceForm):
    """A school holiday of a zone that no library knows."""

    zone = SelectField(
        "Zone",
        choices=choices((zone.value, name) for zone, name in ENTERED_ZONES.items()),
        validate_choice=False,
        render_kw={"required": True},
    )
    nom = line("Nom", 100, required=True)
    du = _Day("Premier jour", render_kw={"required": True})
    au = _Day("Dernier jour", render_kw={"required": True})

    def validate_nom(self, field: StringField) -> None:
        """Ask for a name."""
        _ask_for(field, "écrivez-le.")

    @property
    def holiday(self) -> NewHoliday:
        """The holiday as it was typed; only once the form is valid."""
        return NewHoliday(self.zone.data or "", self.nom.data, self.du.data, self.au.data)


def _ask_for(field: StringField, what: str) -> None:
    if not field.data:
        raise ValidationError(f"{field.label.text} : {what}")


def _no_day(field: DateField) -> str:
    return f"{field.label.text} : choisissez une date, comme 14/02/2027."


def _lines(field: TextAreaField) -> tuple[str, ...]:
    lines = map(clean_line, (field.data or "").splitlines())
    return tuple(dict.fromkeys(each for each in lines if each))
