"""The fields that say how people are received: ways, languages, cost, premises."""

from __future__ import annotations

import re
from typing import Any

from wtforms import RadioField, SelectChoice

from portal.domain.listing import Cost, NearbyService, Premises
from portal.domain.listings.content import ListingContent
from portal.services.imports.cells import CellError
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.typed_fields import Boxes, ParsedField, choices_of, text

_LONGEST_LANGUAGE = 40
_UNKNOWN = SelectChoice("", "Je ne sais pas")
_ANSWERS = {True: "oui", False: "non", None: ""}


def _languages(typed: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part.strip() for part in re.split("[,;|]", typed) if part.strip()))
    if any(len(name) > _LONGEST_LANGUAGE for name in found):
        raise CellError("séparez les langues par des virgules")
    return found


class WelcomeForm(PartForm):
    """How one comes, in which languages, for how much."""

    modes = Boxes("Façons d’être accueilli")
    langues = ParsedField(
        "Langues parlées",
        _languages,
        description="Séparées par des virgules. Exemple : français, arabe, LSF.",
        render_kw={"maxlength": 400, "autocomplete": "off"},
    )
    cout = RadioField("Coût", choices=[*choices_of(Cost), _UNKNOWN], default="")
    cout_precisions = text("Précisions sur le coût", 500, rows=2)

    def changes(self, before: ListingContent) -> dict[str, Any]:
        """Return the fields of a content that were typed here, once they are valid."""
        return {
            "modes": self.modes.chosen(before.modes),
            "languages": self.langues.value or (),
            "cost": Cost(self.cout.data) if self.cout.data else None,
            "cost_details": self.cout_precisions.data or None,
        }


class PremisesForm(PartForm):
    """What the premises have, and what is near."""

    locaux = Boxes("Les locaux ont")
    accessible = RadioField(
        "Accessible aux personnes handicapées",
        choices=[SelectChoice("oui", "Oui"), SelectChoice("non", "Non"), _UNKNOWN],
        default="",
    )
    accessibilite = text("Précisions sur l’accessibilité", 1000, "Rampe, ascenseur, boucle…", 2)
    services = Boxes("Tout près, les familles trouvent")

    def changes(self, before: ListingContent) -> dict[str, Any]:
        """Return the fields of a content that were typed here, once they are valid."""
        return {
            "premises": self.locaux.chosen(before.premises),
            "accessible": {"oui": True, "non": False}.get(self.accessible.data),
            "accessibility": self.accessibilite.data or None,
            "nearby_services": self.services.chosen(before.nearby_services),
        }

    def offer(self, before: ListingContent) -> None:
        """Offer the closed lists."""
        self.locaux.offer([(each.value, each.label) for each in Premises], before.premises)
        near = [(each.value, each.label) for each in NearbyService]
        self.services.offer(near, before.nearby_services)


def welcome_data(content: ListingContent) -> dict[str, Any]:
    """Return a content as the data of a ``WelcomeForm``."""
    return {
        "modes": list(content.modes),
        "langues": ", ".join(content.languages),
        "cout": content.cost or "",
        "cout_precisions": content.cost_details or "",
    }


def premises_data(content: ListingContent) -> dict[str, Any]:
    """Return a content as the data of a ``PremisesForm``."""
    return {
        "locaux": list(content.premises),
        "accessible": _ANSWERS[content.accessible],
        "accessibilite": content.accessibility or "",
        "services": list(content.nearby_services),
    }
