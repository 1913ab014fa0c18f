"""History: the acts that are recorded, and the French sentence that tells each."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.labels import LabelledEnum


class Act(LabelledEnum):
    """What was done; the label follows the name of who did it."""

    LISTING_CREATED = "fiche.creee", "a créé la fiche"
    LISTING_EDITED = "fiche.modifiee", "a modifié la fiche"
    LISTING_PUBLISHED = "fiche.publiee", "a publié la fiche"
    LISTING_SUSPENDED = "fiche.suspendue", "a suspendu la fiche"
    LISTING_ARCHIVED = "fiche.archivee", "a archivé la fiche"
    LISTING_REOPENED = "fiche.reprise", "a remis en brouillon la fiche"
    LISTING_RESTORED = "fiche.retablie", "a rétabli une version de la fiche"
    LISTING_MERGED = "fiche.fusionnee", "a fusionné une autre fiche dans la fiche"
    LISTING_VERIFIED = "fiche.verifiee", "a vérifié la fiche"
    LISTING_ASSIGNED = "fiche.confiee", "a confié la fiche"
    LISTING_MOVED = "fiche.rattachee", "a changé de Caf la fiche"
    LISTING_RELEASED = "fiche.plus_confiee", "ne confie plus à personne la fiche"
    LISTING_IMPORTED = "fiche.importee", "a importé la fiche"
    LISTING_IMPORT_UNDONE = "fiche.import_annule", "a annulé l’import de la fiche"
    NOT_DUPLICATE = "fiche.doublon_ecarte", "a dit que ce n’est pas un doublon :"
    REPORT_TAKEN = "signalement.pris", "a pris en charge le signalement sur"
    REPORT_ACCEPTED = "signalement.accepte", "a accepté le signalement sur"
    REPORT_REFUSED = "signalement.refuse", "a refusé le signalement sur"
    PROPOSAL_SENT = "proposition.recue", "a proposé des changements pour"
    PROPOSAL_ACCEPTED = "proposition.acceptee", "a accepté la proposition pour"
    PROPOSAL_AMENDED = "proposition.amendee", "a accepté avec des corrections la proposition pour"
    PROPOSAL_REFUSED = "proposition.refusee", "a refusé la proposition pour"
    CAMPAIGN_SENT = "campagne.envoyee", "a envoyé la campagne"
    IMPORT_APPLIED = "import.applique", "a appliqué l’import"
    IMPORT_UNDONE = "import.annule", "a annulé l’import"
    LISTINGS_EXPORTED = "export.fait", "a exporté :"
    AGENT_INVITED = "agent.invite", "a invité"
    AGENT_CREATED = "agent.cree", "a créé le compte de"
    AGENT_CHANGED = "agent.modifie", "a modifié le compte de"
    AGENT_DISABLED = "agent.desactive", "a désactivé le compte de"
    AGENT_ENABLED = "agent.reactive", "a réactivé le compte de"
    SIGNED_IN = "compte.connexion", "s’est connecté :"
    SESSION_ENDED = "compte.session_fermee", "a fermé une session :"
    PASSWORD_CHANGED = "compte.mot_de_passe", "a changé le mot de passe de"
    SECOND_FACTOR_SET = "compte.second_facteur", "a réglé le second facteur de"
    RECOVERY_CODES_MADE = "compte.codes", "a créé des codes de secours pour"
    RECOVERY_CODE_USED = "compte.code_utilise", "a utilisé un code de secours de"
    PASSKEY_ADDED = "compte.cle_ajoutee", "a ajouté une clé d’accès à"
    PASSKEY_REMOVED = "compte.cle_retiree", "a retiré une clé d’accès de"
    TERM_CHANGED = "vocabulaire.modifie", "a modifié le mot"
    HOLIDAY_ADDED = "vacances.ajoutees", "a ajouté les vacances"
    HOLIDAY_REMOVED = "vacances.retirees", "a retiré les vacances"
    DOSSIER_CREATED = "dossier.cree", "a créé le dossier"
    DOSSIER_RENEWED = "dossier.repris", "a repris d’une année précédente le dossier"
    DOSSIER_EDITED = "dossier.modifie", "a modifié le dossier"
    DOSSIER_SUBMITTED = "dossier.depose", "a déposé le dossier"
    DOSSIER_INSTRUCTED = "dossier.instruit", "a mis en instruction le dossier"
    DOSSIER_QUESTIONED = "dossier.pieces", "a demandé des pièces pour le dossier"
    DOSSIER_ADVISED = "dossier.avis", "a rendu un avis sur le dossier"
    DOSSIER_GRANTED = "dossier.accorde", "a accordé le dossier"
    DOSSIER_REFUSED = "dossier.refuse", "a refusé le dossier"
    DOSSIER_AGREED = "dossier.conventionne", "a conventionné le dossier"
    DOSSIER_ADVANCED = "dossier.acompte", "a noté l’acompte versé pour le dossier"
    DOSSIER_REPORTED = "dossier.bilan", "a reçu le bilan du dossier"
    DOSSIER_SETTLED = "dossier.solde", "a soldé le dossier"
    DOSSIER_DROPPED = "dossier.abandonne", "a clos comme abandonné le dossier"
    DOSSIER_ENDED = "dossier.resilie", "a résilié le dossier"
    DOSSIER_REMINDED = "dossier.relance", "a relancé le gestionnaire pour le dossier"
    DOSSIERS_EXPORTED = "dossier.export", "a exporté des dossiers :"
    DOCUMENT_ADDED = "dossier.piece_ajoutee", "a joint une pièce au dossier"
    DOCUMENT_REMOVED = "dossier.piece_retiree", "a retiré une pièce du dossier"
    ENVELOPE_SET = "enveloppe.fixee", "a fixé l’enveloppe"
    INDICATORS_ASKED = "indicateurs.demandes", "a demandé les indicateurs de"
    INDICATORS_ENTERED = "indicateurs.saisis", "a saisi les indicateurs de"
    INDICATORS_VALIDATED = "indicateurs.valides", "a validé les indicateurs de"
    INDICATORS_REOPENED = "indicateurs.rouverts", "a rouvert les indicateurs de"


class SubjectKind(LabelledEnum):
    """What acts are done to."""

    LISTING = "fiche", "Fiche"
    AGENT = "agent", "Agent"
    REPORT = "signalement", "Signalement"
    PROPOSAL = "proposition", "Proposition"
    CAMPAIGN = "campagne", "Campagne"
    IMPORT = "import", "Import"
    TERM = "mot", "Mot du vocabulaire"
    HOLIDAY = "vacances", "Vacances scolaires"
    EXPORT = "export", "Export"
    DOSSIER = "dossier", "Dossier de financement"
    ENVELOPE = "enveloppe", "Enveloppe annuelle"
    INDICATORS = "indicateurs", "Indicateurs annuels"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is done to; ``caf_id`` is the Caf whose history it belongs to, if any."""

    kind: SubjectKind
    id: int | None
    name: str
    caf_id: int | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, under its French name, before and after, as people read them ("" is empty)."""

    field: str
    before: str
    after: str


def sentence(actor: str, act: Act, subject: Subject, detail: str = "") -> str:
    """Return what was done in one French sentence."""
    more = f" ({detail})" if detail else ""
    return f"{actor} {act.label} «{subject.name}»{more}."
