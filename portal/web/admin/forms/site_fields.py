"""The fields of one address or stop: where it is, and when people are received there."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from wtforms import FormField, HiddenField

from portal.domain.french import NBSP
from portal.domain.hours import ExceptionalHours
from portal.domain.hours.grid_reading import grid_of
from portal.domain.listings.content import ExceptionContent, SiteContent
from portal.domain.territory import Commune
from portal.services.imports import cells
from portal.services.listings.positions import Position, has_moved
from portal.web.access import directory
from portal.web.admin.forms.commune_fields import CommuneForm
from portal.web.admin.forms.exception_fields import after_editing
from portal.web.admin.forms.hours_fields import HoursForm
from portal.web.admin.forms.served_field import read_served
from portal.web.admin.forms.typed_fields import ParsedField, line, text

_DEGREES = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 24}


class SiteForm(CommuneForm):
    """One address. ``position`` tells what was found when it was placed on the map."""

    position: Position | None = None

    id = HiddenField()
    arret = line("Nom de l’arrêt", 200, "Obligatoire s’il y a plusieurs adresses.")
    adresse = line("Adresse", 300, "Numéro et rue.")
    complement = line("Complément d’adresse", 300, "Bâtiment, étage, chez qui.")
    code_postal = ParsedField(
        "Code postal",
        cells.code(5, digits=True),
        render_kw={"inputmode": "numeric", "maxlength": 10, "autocomplete": "off"},
    )
    acces = text("Comment venir", 1000, "Bus, entrée, sonnette, stationnement.", 2)
    departements = ParsedField(
        "Départements servis",
        lambda typed: read_served(typed, directory().territory),
        description="Pour un service sans adresse. Exemple : 87, 23 ou France entière.",
        render_kw={"maxlength": 600, "autocomplete": "off"},
    )
    latitude = ParsedField("Latitude", cells.number(-90, 90), render_kw=_DEGREES)
    longitude = ParsedField("Longitude", cells.number(-180, 180), render_kw=_DEGREES)
    horaires = FormField(HoursForm)
    horaires_precisions = text("Précisions sur les horaires", 1000, rows=2)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check every field, and what they say together."""
        good = bool(super().validate(extra_validators))
        wrong = [
            (self.commune, self.read_commune()),
            (self.code_postal, self._wrong_postal_code()),
            (self.longitude, self._half_a_position()),
        ]
        for field, message in wrong:
            if message and not field.errors:
                field.errors = [message]
        return good and not any(message for _, message in wrong)

    @property
    def postal_code(self) -> str:
        """What was typed beside the commune."""
        return self.code_postal.data or ""

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing of where, so that without hours it is no address at all."""
        said = (self.arret, self.adresse, self.complement, self.commune, self.departements)
        return not any(field.data for field in said)

    def site(self, before: SiteContent | None, today: date) -> SiteContent:
        """Return what was typed, once it is valid; ``before`` is the same site as it was seen."""
        seen = before or SiteContent()
        code = self.found.code_insee if self.found else None
        moved = code != seen.code_insee
        latitude, longitude = self._point(seen, code)
        return SiteContent(
            id=seen.id,
            stop=self.arret.data or "",
            address=self.adresse.data or None,
            address_extra=self.complement.data or None,
            directions=self.acces.data or None,
            postal_code=self._postal_code(moved=moved),
            commune=self.found.name if self.found and moved else code and seen.commune,
            code_insee=code,
            departements=cast("tuple[str, ...]", self.departements.value or ()),
            latitude=latitude,
            longitude=longitude,
            hours=self._hours(seen),
            hours_note=self.horaires_precisions.data or None,
            exceptions=self._exceptions(seen, today),
        )

    def _point(self, seen: SiteContent, code: str | None) -> tuple[float | None, float | None]:
        """Return the position; one that was left where the address was before is given up."""
        typed = cast(
            "tuple[float | None, float | None]", (self.latitude.value, self.longitude.value)
        )
        left = typed == (seen.latitude, seen.longitude)
        before, after = (seen.address, seen.code_insee), (self.adresse.data, code)
        return (None, None) if left and has_moved(before, after) else typed

    def _postal_code(self, *, moved: bool) -> str | None:
        known = self.found.postal_codes if self.found else ()
        if moved and not self.code_postal.value and len(known) == 1:
            return known[0]
        return str(self.code_postal.value) if self.code_postal.value else None

    def _hours(self, seen: SiteContent) -> str | None:
        """Return the hours; those that mean what they meant keep their words."""
        form = self.horaires.form
        same = form.grid is not None and grid_of(seen.hours) == form.grid
        return seen.hours if same else form.text()

    def _exceptions(self, seen: SiteContent, today: date) -> tuple[ExceptionContent, ...]:
        before = [ExceptionalHours(*_parts(each)) for each in seen.exceptions]
        kept = after_editing(before, self.horaires.form.exceptional_hours(), today)
        return tuple(ExceptionContent(*_parts(each)) for each in kept)

    def _wrong_postal_code(self) -> str | None:
        typed, commune = str(self.code_postal.value or ""), self.found
        if not typed or commune is None or _may_be_of(typed, commune):
            return None
        codes = ", ".join(commune.postal_codes[:5])
        return f"Code postal{NBSP}: celui de {commune.name} est {codes}."

    def _half_a_position(self) -> str | None:
        if bool(self.latitude.data) == bool(self.longitude.data):
            return None
        return f"Position{NBSP}: donnez la latitude et la longitude, ou aucune des deux."


def _may_be_of(postal_code: str, commune: Commune) -> bool:
    """Tell whether it is a postal code of the commune, or may be a Cedex near it."""
    if not commune.postal_codes or postal_code in commune.postal_codes:
        return True
    is_cedex = not directory().territory.communes_of_postal_code(postal_code)
    return is_cedex and any(postal_code[:2] == known[:2] for known in commune.postal_codes)


def _parts(item: Any) -> tuple[date, date, str | None, str]:  # noqa: ANN401 - one of two alike
    return item.starts_on, item.ends_on, item.hours, item.reason
