"""Lines of a file that people add and take out: partnerships, and who receives parents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wtforms import Field, FormField, StringField, ValidationError

from portal.domain.french import NBSP
from portal.domain.referentiel import Partnership, StaffMember
from portal.web.admin.forms.dossier_amounts import (
    NumberField,
    read_share,
    written_share,
)
from portal.web.admin.forms.dossier_fact_fields import YesNoField
from portal.web.admin.forms.dossier_week_text import EXAMPLE, WeekTextError, read_week, written_week
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.rows import RowList
from portal.web.admin.forms.typed_fields import line
from portal.web.forms.filters import clean_line

LONGEST = 500


class LineForm(PartForm):
    """One line. A blank one does not count, and is good."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in it."""
        return not any(field.data for field in self if field.data != field.default)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check the line."""
        return self.is_blank or bool(super().validate(extra_validators))


class Lines(RowList):
    """The lines of one list; messages say which line they are about."""

    def __init__(
        self,
        kind: type[LineForm],
        word: str,
        most: int,
        **options: Any,  # noqa: ANN401 - as in WTForms
    ) -> None:
        super().__init__(FormField(kind), word, max_entries=most, **options)
        self._kind = kind

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:  # noqa: ANN401
        """Check every line."""
        good = bool(super().validate(form, extra_validators))
        for number, row in enumerate(self.entries, 1):
            for field in _leaves(row.form):
                field.errors = [f"{self.label.text} {number}, {each}" for each in field.errors]
        return good

    def blank(self) -> LineForm:
        """Return a line to copy, whose names hold ``__n__`` where its number goes."""
        return self._kind(prefix=f"{self.name}-__n__-")

    @property
    def kept(self) -> Iterator[LineForm]:
        """Yield the lines in which something was written."""
        return (row.form for row in self.entries if not row.form.is_blank)


class WeekField(StringField):  # type: ignore[misc]  # WTForms has no types
    """When someone is there, in words; ``value`` is OSM text once it is valid, None when empty."""

    value: str | None = None

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        attributes = {"maxlength": 1000, "autocomplete": "off"}
        options.setdefault("description", f"Exemple{NBSP}: {EXAMPLE}.")
        super().__init__(label, filters=[clean_line], render_kw=attributes, **options)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Read the hours, or refuse them with the reason."""
        del form
        try:
            self.value = read_week(self.data) if self.data else None
        except WeekTextError as error:
            raise ValidationError(f"horaires{NBSP}: {error}") from None


class PartnershipForm(LineForm):
    """A partner, and what is done together."""

    partenaire = line("Partenaire", LONGEST)
    nature = line("Ce que vous faites ensemble", LONGEST)

    def partnership(self) -> Partnership:
        """Return what was typed, once it is valid."""
        return Partnership(partenaire=self.partenaire.data or None, nature=self.nature.data or None)


class StaffForm(LineForm):
    """Somebody who receives parents."""

    poste = line("Poste", LONGEST, placeholder="Accueillante, psychologue…")
    etp = NumberField("Etp", read_share)
    forme = YesNoField("Formé à l’écoute et à l’accueil")
    referent = YesNoField("Référent du lieu")
    presence = WeekField("Présence")

    def member(self) -> StaffMember:
        """Return who was described, once that is valid."""
        return StaffMember(
            poste=self.poste.data or None,
            forme=self.forme.value,
            referent=self.referent.value,
            etp=self.etp.value,
            presence=self.presence.value,
        )


def partnerships_data(partnerships: Iterable[Partnership] | None) -> list[dict[str, Any]]:
    """Return partnerships as the data of their lines; a blank one where there is none."""
    found = partnerships or ()
    return [{"partenaire": p.partenaire or "", "nature": p.nature or ""} for p in found] or [{}]


def staff_data(staff: Iterable[StaffMember] | None) -> list[dict[str, Any]]:
    """Return people as the data of their lines; a blank one where nobody is described."""
    return [_member_data(each) for each in staff or ()] or [{}]


def _leaves(form: LineForm) -> Iterator[Field]:
    """Yield the fields of a line, and those of the lines inside it."""
    for field in form:
        if isinstance(field, RowList):
            for row in field.entries:
                yield from _leaves(row.form)
        else:
            yield field


def _member_data(member: StaffMember) -> dict[str, Any]:
    return {
        "poste": member.poste or "",
        "etp": written_share(member.etp),
        "forme": YesNoField.shown(member.forme),
        "referent": YesNoField.shown(member.referent),
        "presence": written_week(member.presence),
    }
