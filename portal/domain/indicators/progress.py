"""How far a year's indicators are, as those who follow them want to know."""

from __future__ import annotations

from portal.domain.indicators.states import ReportState
from portal.domain.labels import LabelledEnum


class Progress(LabelledEnum):
    """Beside the states of a report: no report at all, and one that is begun but not sent."""

    MANQUANT = "manquant", "Manquant"
    DEMANDE = "demande", "Demandé"
    COMMENCE = "commence", "Commencé"
    SAISI = "saisi", "À valider"
    VALIDE = "valide", "Validé"

    @property
    def is_awaited(self) -> bool:
        """Whether the managing body still has something to send."""
        return self in _AWAITED


_AWAITED = frozenset({Progress.MANQUANT, Progress.DEMANDE, Progress.COMMENCE})


def progress_of(state: ReportState | None, *, begun: bool) -> Progress:
    """Return how far a report is; ``state`` is None where there is none."""
    if state is None:
        return Progress.MANQUANT
    if state is ReportState.DEMANDE and begun:
        return Progress.COMMENCE
    return Progress(state.value)
