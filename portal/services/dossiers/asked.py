"""Which facts the rules of a type of listing read: a form asks for those, and for no other."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.listing import ListingKind
from portal.domain.referentiel import RULES, Rule

READ_BY: Mapping[str, tuple[str, ...]] = {
    "statut_juridique": ("G1",),
    "fondation_sociale_ou_sanitaire": ("G1",),
    "charte_parentalite_le": ("G2",),
    "charte_laicite_le": ("G2",),
    "participe_reseau_local": ("G3",),
    "partenariats": ("G3", "L3"),
    "budget": ("G4", "G5", "G6", "R1"),
    "lieu_dedie": ("L1",),
    "identifiable": ("L1",),
    "accueillants": ("L2", "L12", "L13"),
    "partenariat_large": ("L3",),
    "soutien_parentalite_exclusif": ("L4",),
    "protection_enfance_exclusive": ("L4",),
    "missions": ("L5",),
    "ouvert_a_tous": ("L6",),
    "centre_1000_jours": ("L6", "L7"),
    "articulation_acteurs_1000_jours": ("L6",),
    "collectifs_parents": ("L6",),
    "tranches_age": ("L7",),
    "accompagne_moments_cles": ("L7",),
    "frais": ("L8",),
    "participation_montant": ("L8",),
    "acces_specifique": ("L9",),
    "accessibilite_universelle": ("L9",),
    "espace_confidentiel": ("L10",),
    "espace_collectif": ("L10",),
    "espaces_simultanes": ("L10",),
    "sites": ("L11", "L12"),
    "a_partir_du": ("L11", "L12"),
    "echelle": ("L14",),
    "territoire_coherent": ("L14",),
    "centre_social_sur_territoire": ("L15", "L16b"),
    "services_familles_proches": ("L16a",),
    "collabore_referents_avs": ("L16b",),
    "partenaires_1000_jours": ("L17",),
    "prise_en_compte_handicap": ("L18",),
    "projet_ctg": ("L19",),
    "projet_sdsf": ("L19",),
    "coordination_locale": ("L19",),
    "offres": ("R2",),
    "est_espace_rencontre": ("R3",),
    "partenariat_espaces_rencontre": ("R4",),
    "anonymat": ("E1",),
    "aide_psychologique_urgence": ("E1",),
    "reseau_departemental": ("E2",),
    "professionnels_orientent": ("E2",),
    "deploiement_engage": ("P1",),
    "perspective_reelle": ("P1",),
    "projet_coordination_partage": ("P2",),
    "coordinateurs_distincts": ("P2", "P3"),
    "projet_commun_et_echanges": ("P2",),
}
"""The rules that read each fact; the text and the type decide which rules apply."""

_KNOWN_OF_A_HOUSE = frozenset(
    {"centre_1000_jours", "ouvert_a_tous", "tranches_age", "accompagne_moments_cles"}
)
"""A Maison des 1000 premiers jours is centred on them: what follows from that is not asked."""

_RULES = {rule.id: rule for rule in RULES}


def readers(fact: str, kind: ListingKind) -> tuple[Rule, ...]:
    """Return the rules that read a fact of a listing of that type, under either text."""
    if kind is ListingKind.MAISON_1000_JOURS and fact in _KNOWN_OF_A_HOUSE:
        return ()
    rules = (_RULES[each] for each in READ_BY.get(fact, ()))
    return tuple(rule for rule in rules if rule.may_apply(kind, None))


def asked_of(kind: ListingKind) -> frozenset[str]:
    """Return the facts that some rule reads of a listing of that type."""
    return frozenset(fact for fact in READ_BY if readers(fact, kind))
