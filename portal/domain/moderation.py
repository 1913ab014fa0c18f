"""The moderation queue: what waits for an agent's decision, and how it is sorted out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from portal.domain.labels import LabelledEnum
from portal.domain.reports import ReportReason


class ItemKind(LabelledEnum):
    """What is in the queue."""

    SIGNALEMENT = "signalement", "Signalement"
    PROPOSITION = "proposition", "Proposition"


class QueueState(LabelledEnum):
    """Which part of the queue is looked at."""

    A_TRAITER = "a_traiter", "À traiter"
    ACCEPTE = "accepte", "Acceptés"
    REFUSE = "refuse", "Refusés"
    TOUT = "tout", "Tous"


class WaitingFor(LabelledEnum):
    """For how long something has been waiting."""

    SEMAINE = "semaine", "Plus d’une semaine"
    MOIS = "mois", "Plus d’un mois"

    @property
    def at_least(self) -> timedelta:
        """How long that is."""
        return timedelta(days=7 if self is WaitingFor.SEMAINE else 30)


class Fix(LabelledEnum):
    """What accepting a report does to the listing, in the same act."""

    AUCUN = "aucun", "Ne rien changer d’autre : la fiche est déjà juste"
    TELEPHONE = "telephone", "Corriger un numéro de téléphone"
    SUSPENDRE = "suspendre", "Suspendre la fiche : le public ne la voit plus, en attendant"
    ARCHIVER = "archiver", "Archiver la fiche : le lieu n’existe plus ou ne veut plus y être"


USUAL_ANSWERS: Mapping[Fix, str] = {
    Fix.AUCUN: "Merci de votre message. La fiche est à jour.",
    Fix.TELEPHONE: "Merci de votre message. Le téléphone est corrigé dans la fiche.",
    Fix.SUSPENDRE: "Merci de votre message. La fiche n’est plus visible pour le moment.",
    Fix.ARCHIVER: "Merci de votre message. La fiche n’est plus sur le site.",
}
"""What the person who reported reads where the agent wrote nothing."""

_GONE = (Fix.ARCHIVER, Fix.SUSPENDRE, Fix.AUCUN)
_FIXES = {
    ReportReason.FERME_DEFINITIVEMENT: _GONE,
    ReportReason.RETRAIT_PAR_LE_LIEU: _GONE,
    ReportReason.TELEPHONE_FAUX: (Fix.TELEPHONE, Fix.AUCUN),
    ReportReason.AUTRE: (Fix.AUCUN, Fix.TELEPHONE, Fix.SUSPENDRE, Fix.ARCHIVER),
}


def fixes_for(reason: ReportReason) -> tuple[Fix, ...]:
    """Return the fixes that answer a reason, the most likely first."""
    return _FIXES.get(reason, (Fix.AUCUN,))
