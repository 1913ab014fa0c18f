"""Proposals: changes that somebody suggests and that an agent decides on."""

from __future__ import annotations

from portal.domain.labels import LabelledEnum


class ProposalOrigin(LabelledEnum):
    """Where a proposal comes from."""

    LIEN = "lien", "Lien envoyé au gestionnaire"
    COMPTE = "compte", "Compte du gestionnaire"


class ProposalState(LabelledEnum):
    """Where a proposal stands."""

    EN_ATTENTE = "en_attente", "En attente"
    ACCEPTEE = "acceptee", "Acceptée"
    AMENDEE = "amendee", "Acceptée avec des corrections"
    REFUSEE = "refusee", "Refusée"
