"""Which facts each rule reads, for those who ask why it says what it says.

The text and the type of a file, which decide whether a rule applies, are left out unless the
verdict itself depends on them. A test runs every rule and compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FACTS_READ: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "G1": ("statut_juridique", "fondation_sociale_ou_sanitaire"),
        "G2": ("charte_parentalite_le", "charte_laicite_le"),
        "G3": ("participe_reseau_local", "partenariats"),
        "G4": ("budget",),
        "G5": ("budget",),
        "G6": ("budget",),
        "L1": ("lieu_dedie", "identifiable"),
        "L2": ("accueillants",),
        "L3": ("partenariats", "partenariat_large"),
        "L4": ("soutien_parentalite_exclusif", "protection_enfance_exclusive"),
        "L5": ("missions",),
        "L6": (
            "type",
            "centre_1000_jours",
            "ouvert_a_tous",
            "articulation_acteurs_1000_jours",
            "collectifs_parents",
        ),
        "L7": ("type", "centre_1000_jours", "tranches_age", "accompagne_moments_cles"),
        "L8": ("frais", "participation_montant"),
        "L9": ("acces_specifique", "accessibilite_universelle"),
        "L10": ("espace_confidentiel", "espace_collectif", "espaces_simultanes"),
        "L11": ("sites", "a_partir_du"),
        "L12": ("accueillants", "sites", "a_partir_du"),
        "L13": ("accueillants",),
        "L14": ("texte", "territoire_coherent", "echelle"),
        "L15": ("centre_social_sur_territoire",),
        "L16a": ("services_familles_proches",),
        "L16b": ("centre_social_sur_territoire", "collabore_referents_avs"),
        "L17": ("texte", "partenaires_1000_jours"),
        "L18": ("prise_en_compte_handicap",),
        "L19": ("projet_ctg", "projet_sdsf", "coordination_locale"),
        "R1": ("budget",),
        "R2": ("offres",),
        "R3": ("est_espace_rencontre",),
        "R4": ("partenariat_espaces_rencontre",),
        "E1": ("anonymat", "aide_psychologique_urgence"),
        "E2": ("reseau_departemental", "professionnels_orientent"),
        "E3": (),
        "P1": ("deploiement_engage", "perspective_reelle"),
        "P2": (
            "projet_coordination_partage",
            "coordinateurs_distincts",
            "projet_commun_et_echanges",
        ),
        "P3": ("coordinateurs_distincts",),
    }
)
