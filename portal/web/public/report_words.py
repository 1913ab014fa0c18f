"""What the state of a report is called, in the words of who sent it."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.domain.reports import ReportState


class StateWords(NamedTuple):
    """The heading of the page, what it means, and the name of the state."""

    heading: LazyString
    explanation: LazyString
    name: LazyString


STATES = {
    ReportState.RECU: StateWords(
        _("Merci. Votre signalement est arrivé."),
        _("Nous allons le lire, puis vérifier auprès du lieu."),
        _("Reçu"),
    ),
    ReportState.EN_COURS: StateWords(
        _("Nous vérifions ce que vous avez signalé."),
        _("La fiche changera dès que nous serons sûrs."),
        _("En cours de vérification"),
    ),
    ReportState.ACCEPTE: StateWords(
        _("Merci. Vous aviez raison."),
        _("La fiche tient compte de ce que vous avez signalé."),
        _("Accepté"),
    ),
    ReportState.REFUSE: StateWords(
        _("Nous avons vérifié : la fiche ne change pas."),
        _("Merci d’avoir pris le temps de nous écrire."),
        _("Vérifié, sans changement"),
    ),
}
