"""Where a yearly report stands, and where its figures came from."""

from __future__ import annotations

from portal.domain.labels import LabelledEnum


class ReportState(LabelledEnum):
    """Where a report stands; without any report the year is simply missing."""

    DEMANDE = "demande", "Demandé"
    SAISI = "saisi", "Saisi, à valider"
    VALIDE = "valide", "Validé"


SENT = frozenset({ReportState.SAISI, ReportState.VALIDE})
"""Where the figures came to the Caf; before, they are a draft."""


class ReportSource(LabelledEnum):
    """Who entered the figures."""

    LIEN = "lien", "Gestionnaire, par lien"
    COMPTE = "compte", "Gestionnaire, par son compte"
    AGENT = "agent", "Agent de la Caf"
