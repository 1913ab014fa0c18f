"""Complete funding files that meet every rule, to take one thing away from or to change."""

from __future__ import annotations

from typing import Any

from portal.domain.calendar import SchoolCalendar
from portal.domain.referentiel import RuleFinding, RuleSettings, evaluate, facts_from

FUNDS: dict[str, Any] = {
    "charges": [
        {
            "compte": "60",
            "libelle": "Fournitures",
            "montant": "10000.00",
            "nature": "fonctionnement",
            "rattachement": "lieu",
        },
        {
            "compte": "64",
            "libelle": "Salaires",
            "montant": "40000.00",
            "nature": "personnel",
            "rattachement": "lieu",
            "finance_par_autre_caf": False,
        },
    ],
    "produits": [
        {"financeur": "caf_volet3", "montant": "30000.00", "rattachement": "lieu"},
        {"financeur": "collectivite", "montant": "20000.00", "rattachement": "lieu"},
    ],
}

COMMON: dict[str, Any] = {
    "statut_juridique": "association",
    "charte_parentalite_le": "2026-01-10",
    "charte_laicite_le": "2026-01-11",
    "participe_reseau_local": True,
    "partenariats": [{"partenaire": "PMI de Limoges", "nature": "permanences"}],
    "budget": FUNDS,
}

PLACE: dict[str, Any] = COMMON | {
    "texte": "F",
    "type": "lieu_ressource",
    "partenariat_large": True,
    "lieu_dedie": True,
    "identifiable": True,
    "accueillants": [
        {
            "poste": "Référente",
            "forme": True,
            "referent": True,
            "etp": "0.5",
            "presence": "Mo-Fr 08:30-12:30",
        }
    ],
    "protection_enfance_exclusive": False,
    "soutien_parentalite_exclusif": True,
    "missions": [
        "information",
        "accueil_inconditionnel",
        "appui_collectifs_parents",
        "services_soutien_parentalite",
    ],
    "ouvert_a_tous": True,
    "centre_1000_jours": False,
    "tranches_age": ["0_3", "3_6", "6_11", "adolescence"],
    "accompagne_moments_cles": True,
    "frais": "gratuit",
    "acces_specifique": True,
    "accessibilite_universelle": True,
    "espace_confidentiel": True,
    "espace_collectif": True,
    "espaces_simultanes": True,
    "sites": [{"code_insee": "87085", "horaires": "Mo-Fr 09:00-12:00"}],
    "a_partir_du": "2027-01-01",
    "echelle": "epci",
    "territoire_coherent": True,
    "centre_social_sur_territoire": True,
    "collabore_referents_avs": True,
    "services_familles_proches": ["une école"],
    "prise_en_compte_handicap": True,
    "projet_ctg": True,
    "projet_sdsf": True,
    "coordination_locale": True,
}

HOUSE: dict[str, Any] = PLACE | {
    "type": "maison_1000_jours",
    "centre_1000_jours": True,
    "articulation_acteurs_1000_jours": True,
    "collectifs_parents": True,
    "partenaires_1000_jours": ["petite_enfance", "maternite", "pmi"],
}

REP: dict[str, Any] = COMMON | {
    "texte": "R",
    "type": "rep",
    "budget": {
        "charges": [],
        "produits": [
            {"financeur": "caf_volet3", "montant": "9000.00"},
            {"financeur": "spip", "montant": "3000.00"},
        ],
    },
    "offres": ["entretien_parent_enfant_charge", "entretien_parent_incarcere", "transport_parloir"],
    "est_espace_rencontre": False,
    "partenariat_espaces_rencontre": True,
}

LISTENING: dict[str, Any] = COMMON | {
    "texte": "R",
    "type": "ecoute_distance",
    "anonymat": True,
    "aide_psychologique_urgence": True,
    "reseau_departemental": True,
    "professionnels_orientent": True,
}

PDN: dict[str, Any] = COMMON | {
    "texte": "R",
    "type": "pdn_coordination",
    "deploiement_engage": True,
    "perspective_reelle": True,
    "projet_coordination_partage": True,
    "coordinateurs_distincts": True,
    "projet_commun_et_echanges": True,
}

FILES = (PLACE, HOUSE, REP, LISTENING, PDN)


def found(
    rule: str,
    file: dict[str, Any],
    settings: RuleSettings | None = None,
    calendar: SchoolCalendar | None = None,
    **changes: object,
) -> RuleFinding:
    """Return what a rule finds in a file, once some of its facts are changed."""
    evaluation = evaluate(facts_from(file | changes), settings, calendar)
    return next(each for each in evaluation.constats if each.regle == rule)


def answer(rule: str, file: dict[str, Any], **changes: object) -> str:
    """Return the word of a rule for a changed file."""
    return found(rule, file, **changes).constat  # type: ignore[arg-type]


def missing(rule: str, file: dict[str, Any], **changes: object) -> tuple[str, ...]:
    """Return the facts that a rule asks for, in a changed file that it cannot tell of."""
    finding = found(rule, file, **changes)  # type: ignore[arg-type]
    assert finding.constat == "indetermine"
    return finding.manque


def charge(
    amount: str | None = "100.00", nature: str | None = "fonctionnement", **rest: object
) -> dict[str, Any]:
    """Return a charge of the place."""
    line = {"libelle": "Achats", "montant": amount, "nature": nature, "rattachement": "lieu"}
    return line | rest


def product(
    amount: str | None, funder: str | None = "caf_volet3", part: str | None = "lieu"
) -> dict[str, Any]:
    """Return a product of the place."""
    return {"financeur": funder, "montant": amount, "rattachement": part}


def budget(charges: list[dict[str, Any]], *products: dict[str, Any]) -> dict[str, Any]:
    """Return a budget."""
    return {"charges": charges, "produits": list(products)}
