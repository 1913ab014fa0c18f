"""How long what concerns people is kept, on what ground, and what happens then: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class Kept(StrEnum):
    """What is kept for a time."""

    SESSIONS = "sessions"
    LINKS = "liens_de_compte"
    ATTEMPTS = "tentatives"
    DRAFTS = "brouillons"
    IMPORTS = "imports"
    CORRESPONDENCE = "signalements_et_propositions"
    CAMPAIGN_LINKS = "liens_de_campagne"
    DISABLED_ACCOUNTS = "comptes_desactives"
    DOCUMENTS = "pieces_des_dossiers"


@dataclass(frozen=True, slots=True)
class Retention:
    """One row: what it is, on what legal ground, for how long from when, and what is done then."""

    what: str
    basis: str
    kept_for: timedelta
    duration: str
    action: str


_MISSION = "Mission d’intérêt public (RGPD, article 6, 1, e)"
_SAFETY = "Sécurité du service (RGPD, articles 6, 1, e et 32)"

RETENTIONS: Mapping[Kept, Retention] = {
    Kept.SESSIONS: Retention(
        "Sessions des agents (navigateur, heures)",
        _SAFETY,
        30 * _DAY,
        "30 jours après la connexion",
        "effacées",
    ),
    Kept.LINKS: Retention(
        "Liens d’invitation et de mot de passe (empreinte)",
        _SAFETY,
        30 * _DAY,
        "30 jours après leur fin",
        "effacés",
    ),
    Kept.ATTEMPTS: Retention(
        "Comptes d’essais de connexion et d’envois (pseudonymes)",
        _SAFETY,
        30 * _DAY,
        "30 jours au plus",
        "effacés",
    ),
    Kept.DRAFTS: Retention(
        "Brouillons de fiches et de dossiers, propres à chaque agent",
        _MISSION,
        90 * _DAY,
        "90 jours après la dernière frappe",
        "effacés",
    ),
    Kept.IMPORTS: Retention(
        "Fichiers importés et de quoi annuler l’import",
        _MISSION,
        90 * _DAY,
        "90 jours après le dépôt",
        "vidés ; le compte rendu reste",
    ),
    Kept.CORRESPONDENCE: Retention(
        "Message et courriel des signalements ; auteur des propositions par lien",
        _MISSION,
        365 * _DAY,
        "un an après la réponse",
        "vidés ; la décision reste",
    ),
    Kept.CAMPAIGN_LINKS: Retention(
        "Courriels des gestionnaires dans les campagnes et les demandes d’indicateurs",
        _MISSION,
        0 * _DAY,
        "jusqu’à la fin du lien",
        "vidés ; la réponse reste",
    ),
    Kept.DISABLED_ACCOUNTS: Retention(
        "Mot de passe, second facteur et clés d’un compte désactivé",
        _SAFETY,
        365 * _DAY,
        "un an après la désactivation",
        "effacés ; le nom reste dans l’historique",
    ),
    Kept.DOCUMENTS: Retention(
        "Pièces des dossiers de financement",
        _MISSION,
        10 * 365 * _DAY,
        "dix ans après la clôture du dossier",
        "effacées ; leur nom reste dans le dossier",
    ),
}
"""Each kind, in the order in which people read it. The job ``retention`` holds to it daily."""
