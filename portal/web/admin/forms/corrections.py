"""Correcting the texts of a proposal before they are taken, by the rules of the listing form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from wtforms.form import BaseForm

from portal.domain.french import NBSP
from portal.domain.listings.proposing import OfferedChange
from portal.services.imports import cells
from portal.web.admin.forms.contact_fields import PARSERS
from portal.web.admin.forms.identity_fields import IdentityForm
from portal.web.admin.forms.problems import problems
from portal.web.admin.forms.site_fields import SiteForm
from portal.web.admin.forms.typed_fields import ParsedField
from portal.web.admin.forms.welcome_fields import PremisesForm, WelcomeForm

_FIELDS: Mapping[str, Any] = {
    "name": IdentityForm.nom,
    "local_name": IdentityForm.nom_local,
    "description": IdentityForm.presentation,
    "cost_details": WelcomeForm.cout_precisions,
    "accessibility": PremisesForm.accessibilite,
    "stop": SiteForm.arret,
    "address": SiteForm.adresse,
    "address_extra": SiteForm.complement,
    "directions": SiteForm.acces,
    "hours": ParsedField(
        "Horaires",
        cells.hours,
        description="Écriture OpenStreetMap. Exemple : Mo-Fr 09:00-12:00; SH,PH off.",
        render_kw={"spellcheck": "false", "autocomplete": "off", "lang": "en"},
    ),
    "hours_note": SiteForm.horaires_precisions,
}
"""The fields of the listing form, as WTForms binds them anew in every form."""


class Corrections:
    """A field for each change whose text may be corrected, filled in with what is proposed.

    They are named by the rank of their change among all, which stays whatever happens to the
    listing. ``fields`` has them by the path of their change; ``typed`` are the paths of those that
    somebody changed.
    """

    def __init__(
        self, changes: Iterable[OfferedChange], posted: Mapping[str, Any] | None = None
    ) -> None:
        self._changes = {
            f"texte-{rank}": change
            for rank, change in enumerate(changes, 1)
            if change.open and change.text is not None
        }
        self._form, proposed = self._filled(posted), self._filled(None)
        self.fields = {each.path: self._form[name] for name, each in self._changes.items()}
        self.typed = frozenset(
            each.path
            for name, each in self._changes.items()
            if self._form[name].data != proposed[name].data
        )

    def validate(self, taken: Collection[str]) -> bool:
        """Check what was typed for the changes that are taken."""
        checked = [
            self._check(path) for path in self.fields if path in self.typed.intersection(taken)
        ]
        return all(checked)

    def texts(self) -> dict[str, str]:
        """Return what was typed, once it is valid: normal forms, "" for nothing."""
        return {path: _said(self.fields[path]) for path in self.typed}

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the id of its field, for the summary at the top of the page."""
        return list(problems(self._form))

    def _filled(self, posted: Mapping[str, Any] | None) -> BaseForm:
        form = BaseForm({name: _field(each) for name, each in self._changes.items()})
        form.process(posted, data={name: each.text for name, each in self._changes.items()})
        return form

    def _check(self, path: str) -> bool:
        field = self.fields[path]
        if not field.validate(self._form):
            return False
        if field.data or not (path == "name" or path.startswith("contacts:")):
            return True
        field.errors = [f"{field.label.text}{NBSP}: écrivez-le, ou décochez ce changement."]
        return False


def _field(change: OfferedChange) -> Any:  # noqa: ANN401 - WTForms has no types
    if change.contact is None:
        return _FIELDS[change.path.rsplit(":", 1)[-1]]
    parse = PARSERS[change.contact]
    return ParsedField(change.contact.label, parse, render_kw={"maxlength": 500})


def _said(field: Any) -> str:  # noqa: ANN401 - any field of WTForms
    return str(field.value or "") if isinstance(field, ParsedField) else field.data or ""
