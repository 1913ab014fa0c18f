"""The fields that say what a place is and who runs it."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectChoice, SelectField

from portal.domain.french import NBSP, enumeration
from portal.domain.listing import LegalStatus, ListingKind
from portal.domain.listings.content import ListingContent, OperatorContent
from portal.services.imports import cells
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.typed_fields import ParsedField, choices_of, line, text

CORRECT, OTHER = "corriger", "autre"
_SHARED = (
    "Il a aussi des fiches hors de votre Caf : vous ne pouvez corriger ni son nom, ni son statut, "
    "ni son Siret. Un autre nom désigne un autre gestionnaire."
)


class IdentityForm(PartForm):
    """Kind, names, presentation, managing body.

    Where the name of the managing body may be corrected (``offer_renaming``), whoever writes
    another name says whether it is a correction, which is on every listing of it.
    """

    shown: OperatorContent | None = None
    renamable = False

    type = SelectField("Type de lieu", choices=[], render_kw={"required": True})
    nom = line("Nom", 200, "Le nom que les familles voient sur la porte.", required=True)
    nom_local = line("Nom local", 200, "S’il en a un autre. Exemple : Maison des familles.")
    presentation = text("Présentation", 5000, "Deux ou trois phrases, adressées aux parents.")
    gestionnaire = line("Gestionnaire", 200, "L’association ou la collectivité qui le fait vivre.")
    autre_nom = RadioField(
        "Si vous changez le nom du gestionnaire", choices=[], validate_choice=False
    )
    statut_juridique = SelectField(
        "Statut juridique",
        description="Celui du gestionnaire.",
        choices=[SelectChoice("", "Je ne sais pas"), *choices_of(LegalStatus)],
    )
    siret = ParsedField(
        "Siret",
        cells.siret,
        description="Celui du gestionnaire, 14 chiffres.",
        render_kw={"inputmode": "numeric"},
    )

    def offer_renaming(self, listings: int) -> None:
        """Offer to correct the name of the managing body on all its listings; 0: that cannot be."""
        self.renamable = listings > 0
        if self.shown is not None and not self.renamable:
            self.gestionnaire.description = _SHARED
        several = f"ses {listings} fiches" if listings > 1 else "sa seule fiche"
        self.autre_nom.choices = [
            SelectChoice(CORRECT, f"Je corrige le nom de ce gestionnaire, sur {several}"),
            SelectChoice(OTHER, "C’est un autre gestionnaire"),
        ]
        if self.autre_nom.data not in (CORRECT, OTHER):
            self.autre_nom.data = CORRECT if listings == 1 else OTHER

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Ask for a name, and for whose status and Siret these are."""
        good = bool(super().validate(extra_validators))
        if not self.nom.data:
            self.nom.errors = [f"Nom{NBSP}: écrivez le nom du lieu."]
        if not self.gestionnaire.data and (told := self._told_of_nobody()):
            self.gestionnaire.errors = [
                f"Gestionnaire{NBSP}: écrivez son nom, ou enlevez {enumeration(told)}."
            ]
        return good and not (self.nom.errors or self.gestionnaire.errors)

    def _told_of_nobody(self) -> list[str]:
        told = {"le statut juridique": self.statut_juridique.data, "le Siret": self.siret.data}
        return [words for words, given in told.items() if given]

    def changes(self) -> dict[str, Any]:
        """Return the fields of a content that were typed here, once they are valid."""
        return {
            "kind": ListingKind(self.type.data),
            "name": self.nom.data,
            "local_name": self.nom_local.data or None,
            "description": self.presentation.data or None,
            "operator": self._operator(),
        }

    def _operator(self) -> OperatorContent | None:
        if not self.gestionnaire.data:
            return None
        status = LegalStatus(self.statut_juridique.data) if self.statut_juridique.data else None
        siret = str(self.siret.value) if self.siret.value else None
        return OperatorContent(self.gestionnaire.data, status, siret, self._same())

    def _same(self) -> int | None:
        """Return the managing body that the form was opened on, unless this is another one."""
        if self.shown is None:
            return None
        corrected = self.renamable and self.autre_nom.data == CORRECT
        return self.shown.id if corrected or self.gestionnaire.data == self.shown.name else None


def identity_data(content: ListingContent) -> dict[str, Any]:
    """Return a content as the data of an ``IdentityForm``."""
    operator = content.operator
    return {
        "type": content.kind.value,
        "nom": content.name,
        "nom_local": content.local_name or "",
        "presentation": content.description or "",
        "gestionnaire": operator.name if operator else "",
        "statut_juridique": (operator and operator.legal_status) or "",
        "siret": (operator and operator.siret) or "",
    }
