"""Who may do what: roles, permissions, and the one table that ties them.

Roles say what people do; their scope says for which Caf or managing body. Every route of the staff
side declares the permission that it needs, and every object is looked up within a scope.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portal.domain.labels import LabelledEnum


class Role(LabelledEnum):
    """What somebody does on the staff side."""

    LECTEUR = "lecteur", "Lecteur"
    AGENT = "agent", "Agent"
    INSTRUCTEUR = "instructeur", "Instructeur"
    RESPONSABLE = "responsable", "Responsable"
    CNAF = "cnaf", "Cnaf"
    GESTIONNAIRE = "gestionnaire", "Gestionnaire"
    ADMIN = "admin", "Administrateur"


class Permission(LabelledEnum):
    """One thing that can be done."""

    OWN_ACCOUNT = "compte", "Tenir son propre compte"
    READ_LISTINGS = "fiches.lire", "Lire les fiches"
    READ_HISTORY = "fiches.historique", "Lire l’historique et les notes internes des fiches"
    EDIT_LISTINGS = "fiches.modifier", "Créer et modifier les fiches"
    PUBLISH_LISTINGS = "fiches.publier", "Publier, suspendre, archiver les fiches"
    MERGE_LISTINGS = "fiches.fusionner", "Fusionner des fiches"
    MOVE_LISTINGS = "fiches.rattacher", "Changer une fiche de Caf"
    VERIFY_LISTINGS = "fiches.verifier", "Vérifier les fiches"
    PROPOSE_CHANGES = "fiches.proposer", "Proposer des changements"
    MODERATE = "moderation", "Traiter les signalements et les propositions"
    RUN_CAMPAIGNS = "campagnes", "Écrire aux gestionnaires"
    IMPORT_LISTINGS = "imports", "Importer des fiches"
    EXPORT_LISTINGS = "exports", "Exporter des fiches"
    MANAGE_AGENTS = "agents", "Tenir les comptes des agents"
    READ_JOURNAL = "journal", "Lire le journal"
    EDIT_VOCABULARY = "vocabulaire", "Modifier le vocabulaire"
    EDIT_CALENDAR = "calendrier", "Modifier les vacances scolaires"
    READ_DOSSIERS = "dossiers.lire", "Lire les dossiers de financement"
    INSTRUCT_DOSSIERS = "dossiers.instruire", "Instruire les dossiers de financement"
    DECIDE_DOSSIERS = "dossiers.decider", "Accorder ou refuser un financement, le conventionner"
    PAY_DOSSIERS = "dossiers.verser", "Noter les versements"
    OVERRIDE_RULES = "dossiers.deroger", "Déroger à une règle obligatoire, avec un motif"
    READ_FINANCES = "financements.lire", "Lire les enveloppes et les montants engagés"
    SET_ENVELOPES = "financements.enveloppe", "Fixer l’enveloppe annuelle"
    ENTER_INDICATORS = "indicateurs.saisir", "Saisir les indicateurs annuels"
    READ_INDICATORS = "indicateurs.lire", "Lire les indicateurs d’un territoire"
    VALIDATE_INDICATORS = "indicateurs.valider", "Demander et valider les indicateurs"
    READ_COVERAGE = "couverture.lire", "Lire la couverture du territoire"


_READS = frozenset({Permission.OWN_ACCOUNT, Permission.READ_LISTINGS})
_READS_INSIDE = _READS | {
    Permission.READ_HISTORY,
    Permission.READ_DOSSIERS,
    Permission.READ_FINANCES,
    Permission.READ_INDICATORS,
    Permission.READ_COVERAGE,
}
_KEEPS_LISTINGS = _READS_INSIDE | {
    Permission.EDIT_LISTINGS,
    Permission.PUBLISH_LISTINGS,
    Permission.MERGE_LISTINGS,
    Permission.VERIFY_LISTINGS,
    Permission.MODERATE,
    Permission.RUN_CAMPAIGNS,
    Permission.IMPORT_LISTINGS,
    Permission.EXPORT_LISTINGS,
    Permission.ENTER_INDICATORS,
    Permission.VALIDATE_INDICATORS,
}
_INSTRUCTS = _KEEPS_LISTINGS | {Permission.INSTRUCT_DOSSIERS}
_ANSWERS_FOR_A_CAF = _INSTRUCTS | {
    Permission.MANAGE_AGENTS,
    Permission.READ_JOURNAL,
    Permission.DECIDE_DOSSIERS,
    Permission.PAY_DOSSIERS,
    Permission.OVERRIDE_RULES,
    Permission.SET_ENVELOPES,
}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.LECTEUR: _READS_INSIDE,
    Role.AGENT: _KEEPS_LISTINGS,
    Role.INSTRUCTEUR: _INSTRUCTS,
    Role.RESPONSABLE: _ANSWERS_FOR_A_CAF,
    Role.CNAF: _READS_INSIDE
    | {
        Permission.EXPORT_LISTINGS,
        Permission.READ_JOURNAL,
        Permission.EDIT_VOCABULARY,
        Permission.EDIT_CALENDAR,
    },
    Role.GESTIONNAIRE: _READS | {Permission.PROPOSE_CHANGES, Permission.ENTER_INDICATORS},
    Role.ADMIN: frozenset(Permission) - {Permission.PROPOSE_CHANGES, Permission.OVERRIDE_RULES},
}
"""What each role may do. An administrator keeps the installation, in every Caf; to set a required
rule aside stays with those who answer for a Caf.
"""

EVERYWHERE = frozenset({Role.CNAF, Role.ADMIN})
"""The roles that see every Caf."""

OF_A_CAF = frozenset({Role.LECTEUR, Role.AGENT, Role.INSTRUCTEUR, Role.RESPONSABLE})
"""The roles that belong to one or several Caf."""

GIVEN_BY: Mapping[Role, frozenset[Role]] = {
    Role.RESPONSABLE: OF_A_CAF | {Role.GESTIONNAIRE},
    Role.ADMIN: frozenset(Role),
}
"""Who may give which roles."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an agent's account, or somebody without one (``agent_id`` is None).

    ``caf_ids`` and ``operator_id`` are the scope; ``name`` is what history shows.
    """

    agent_id: int | None
    name: str
    role: Role | None = None
    caf_ids: frozenset[int] = frozenset()
    operator_id: int | None = None

    def may(self, permission: Permission) -> bool:
        """Tell whether the role gives the permission, somewhere."""
        return self.role is not None and permission in PERMISSIONS[self.role]

    @property
    def sees_everything(self) -> bool:
        """Whether the scope is the whole country."""
        return self.role in EVERYWHERE

    def reaches(self, caf_id: int | None, operator_id: int | None = None) -> bool:
        """Tell whether something of that Caf and managing body is within the scope.

        What belongs to no Caf (a national service) is kept by those who see every Caf.
        """
        if self.sees_everything:
            return True
        if self.role is Role.GESTIONNAIRE:
            return operator_id is not None and operator_id == self.operator_id
        return self.role is not None and caf_id in self.caf_ids

    def may_give(self, role: Role, caf_ids: Collection[int]) -> bool:
        """Tell whether the actor may make somebody ``role`` for these Caf."""
        mine = self.sees_everything or self.caf_ids.issuperset(caf_ids)
        return self.role is not None and role in GIVEN_BY.get(self.role, ()) and mine


SYSTEM = Actor(None, "le portail")
"""Acts that nobody in particular does: seeds, commands, jobs."""
