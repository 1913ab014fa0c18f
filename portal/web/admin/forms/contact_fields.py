"""The fields of the ways to reach a place: as many as there are, published or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, FormField, SelectField, ValidationError

from portal.domain.listing import ContactKind
from portal.domain.listings.content import ContactContent, ListingContent
from portal.services.imports import cells
from portal.services.imports.cells import Parser, Value
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.rows import RowList
from portal.web.admin.forms.typed_fields import ParsedField, choices_of, line

MOST_CONTACTS = 30


def _web_address(typed: str) -> Value:
    whole = typed if "://" in typed or "." not in typed else f"https://{typed}"
    return cells.web_address(500)(whole)


PARSERS: Mapping[str, Parser] = {
    ContactKind.TELEPHONE: cells.phone,
    ContactKind.COURRIEL: cells.mail,
    ContactKind.SITE_WEB: _web_address,
    ContactKind.RESEAU_SOCIAL: _web_address,
}
"""How what is written of each kind of contact is read."""


class ContactForm(PartForm):
    """One way to reach the place."""

    nature = SelectField("Moyen", choices=choices_of(ContactKind))
    valeur = ParsedField(
        "Numéro ou adresse", lambda typed: typed, render_kw={"maxlength": 500, "size": 24}
    )
    libelle = line("À quoi il sert", 100, placeholder="accueil, urgences…")
    interne = BooleanField("Ne pas publier")
    retirer = BooleanField("Retirer")

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written, or it is to be taken out."""
        return bool(self.retirer.data) or not self.valeur.data

    def validate_valeur(self, field: ParsedField) -> None:
        """Read the value as its kind is written."""
        if self.is_blank:
            return
        if self.nature.data not in PARSERS:
            raise ValidationError("Contact : choisissez le moyen.")
        field.label.text = ContactKind(self.nature.data).label
        field.value = field.read(PARSERS[self.nature.data])

    def contact(self) -> ContactContent:
        """Return what was typed, once it is valid and not blank."""
        kind, public = ContactKind(self.nature.data), not self.interne.data
        return ContactContent(kind, str(self.valeur.value), self.libelle.data or "", public)


class ContactList(RowList):
    """The rows of contacts."""

    def __init__(self, label: str = "", **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        super().__init__(FormField(ContactForm), label, max_entries=MOST_CONTACTS, **options)

    def contacts(self, before: ListingContent) -> tuple[ContactContent, ...]:
        """Return what was typed, once it is valid, and what no row of the form showed."""
        typed = tuple(row.form.contact() for row in self.entries if not row.form.is_blank)
        return typed + before.contacts[MOST_CONTACTS:]


def contacts_data(content: ListingContent) -> list[dict[str, Any]]:
    """Return the data of the rows: what is known, then a blank row for each kind not known yet."""
    rows: list[dict[str, Any]] = [
        {
            "nature": each.kind.value,
            "valeur": each.value,
            "libelle": each.label,
            "interne": not each.is_public,
        }
        for each in content.contacts
    ]
    known = {each.kind for each in content.contacts}
    blank = [{"nature": kind.value} for kind in ContactKind if kind not in known]
    return [*rows, *(blank or [{"nature": ContactKind.TELEPHONE.value}])][:MOST_CONTACTS]
