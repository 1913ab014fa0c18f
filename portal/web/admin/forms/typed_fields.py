"""Fields of the staff forms: lines, texts, values that are read, boxes to tick."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from wtforms import SelectChoice, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from portal.domain.french import NBSP
from portal.domain.labels import LabelledEnum
from portal.services.imports.cells import CellError, Parser, Value
from portal.web.forms.filters import clean_line, clean_text


def line(label: str, longest: int, hint: str = "", **attributes: Any) -> StringField:  # noqa: ANN401
    """Return a field of one line."""
    attributes = {"maxlength": longest, "autocomplete": "off", **attributes}
    return StringField(
        label,
        description=hint,
        filters=[clean_line],
        validators=[Length(max=longest, message=_too_long(label, longest))],
        render_kw=attributes,
    )


def text(label: str, longest: int, hint: str = "", rows: int = 3) -> TextAreaField:
    """Return a field of several lines."""
    return TextAreaField(
        label,
        description=hint,
        filters=[clean_text],
        validators=[Length(max=longest, message=_too_long(label, longest))],
        render_kw={"rows": rows, "maxlength": longest},
    )


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Return slugs and their words as choices."""
    return [SelectChoice(slug, words) for slug, words in pairs]


def choices_of(labels: type[LabelledEnum]) -> list[SelectChoice]:
    """Return the members of an enumeration as choices."""
    return choices((each.value, each.label) for each in labels)


class ParsedField(StringField):  # type: ignore[misc]  # WTForms has no types
    """A line that a parser reads; ``value`` is what it means once it is valid, None when empty."""

    value: Value = None

    def __init__(self, label: str, parse: Parser, **options: Any) -> None:  # noqa: ANN401
        super().__init__(label, filters=[clean_line], **options)
        self._parse = parse

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Read the text, or refuse it with its reason."""
        del form
        self.value = self.read(self._parse) if self.data else None

    def read(self, parse: Parser) -> Value:
        """Return what the text means to a parser. Raises ``ValidationError``."""
        try:
            return parse(self.data)
        except CellError as error:
            raise ValidationError(_refusal(self.label.text, error)) from None


class Boxes(SelectMultipleField):  # type: ignore[misc]
    """Several choices, as boxes to tick; what is stored keeps its order."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str = "", **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        super().__init__(label, choices=[], validate_choice=False, **options)

    def offer(self, terms: Iterable[tuple[str, str]], stored: Collection[str] = ()) -> None:
        """Offer these choices, and what is stored though nobody may choose it any more."""
        known = dict(terms)
        self.choices = choices((known | {slug: known.get(slug, slug) for slug in stored}).items())

    def chosen(self, before: Iterable[str] = ()) -> tuple[str, ...]:
        """Return what is ticked among what is offered, as it was ordered, new ones at the end."""
        offered = [choice.value for choice in self.choices]
        ticked = frozenset(self.data or ()).intersection(offered)
        return tuple(dict.fromkeys(slug for slug in (*before, *offered) if slug in ticked))


def _too_long(label: str, longest: int) -> str:
    return f"{label}{NBSP}: {longest} caractères au plus."


def _refusal(label: str, error: CellError) -> str:
    reason = str(error).replace("attendu : ", "il faut ")
    return f"{label}{NBSP}: {reason}."
