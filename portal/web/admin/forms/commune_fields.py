"""The fields of a commune: typed by name or postal code, asked again where several bear it."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, StringField

from portal.domain.french import NBSP
from portal.domain.territory import Commune
from portal.services.locate import Ambiguous, NotLocated, locate, located_commune
from portal.web.access import directory
from portal.web.admin.forms.part import PartForm
from portal.web.forms.filters import clean_line


class CommuneForm(PartForm):
    """A commune, by its name; the code settles which one where several bear it.

    ``found`` is the commune once the form is valid; ``choices`` those to choose among.
    """

    found: Commune | None = None
    choices: tuple[Commune, ...] = ()

    commune = StringField("Commune", filters=[clean_line], render_kw={"maxlength": 200})
    code_insee = HiddenField(filters=[clean_line])

    @property
    def postal_code(self) -> str:
        """A postal code that may settle which commune is meant, "" where none was typed."""
        return ""

    def read_commune(self) -> str | None:
        """Find the commune; return what is wrong with it, in French."""
        if not self.commune.data:
            return None
        known = directory().territory.find_commune(self.code_insee.data or "")
        if known and self.commune.data == label_of(known):
            self.found = known
            return None
        return self._locate(known)

    def _locate(self, known: Commune | None) -> str | None:
        found = locate(self.commune.data, directory().territory, directory().suggester)
        if isinstance(found, NotLocated):
            return f"Commune{NBSP}: {found.message}"
        if isinstance(found, Ambiguous):
            return self._choose(found, known)
        self.found = directory().territory.find_commune(found.code_insee or "")
        return None

    def _choose(self, found: Ambiguous, known: Commune | None) -> str | None:
        near = [each for each in found.communes if self.postal_code in each.postal_codes]
        if known in found.communes or len(near) == 1:
            self.found = known if known in found.communes else near[0]
            return None
        self.choices = found.communes
        return f"Commune{NBSP}: plusieurs communes correspondent. Choisissez la bonne."


def label_of(commune: Commune) -> str:
    """Return a commune as its field shows it: «Limoges (87)»."""
    return located_commune(commune).label


def commune_data(code_insee: str | None, name: str | None) -> dict[str, Any]:
    """Return what is stored of a commune as the data of a ``CommuneForm``."""
    known = directory().territory.find_commune(code_insee or "")
    return {"commune": label_of(known) if known else name or "", "code_insee": code_insee or ""}
