"""Rules of the services: Relais enfants-parents (R), listening (E), Promeneurs du Net (P)."""

from __future__ import annotations

from portal.domain.referentiel.budget import co_funds
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.general_rules import NO_PRODUCT_DATA
from portal.domain.referentiel.verdicts import (
    Verdict,
    holding,
    judged,
    pointless,
    said,
    some,
    unknown,
)
from portal.domain.referentiel.words import Funder

_THREE_SERVICES = {
    "entretien_parent_enfant_charge": "les entretiens avec le parent en charge de l’enfant",
    "entretien_parent_incarcere": "les entretiens avec le parent incarcéré",
    "transport_parloir": "le transport des enfants jusqu’au parloir",
}


def funded_by_spip(case: Case) -> Verdict:
    """R1."""
    expected = "un cofinancement du Spip"
    budget = case.facts.budget
    if budget is None or budget.produits is None:
        return judged(expected, unknown("budget", why="les produits ne sont pas renseignés"))
    answers = [
        co_funds(product) if product.financeur in (None, Funder.SPIP) else False
        for product in budget.produits
    ]
    measure = "cofinancé par le Spip" if True in answers else "aucun financement du Spip"
    return judged(expected, some("budget", answers, measure, doubt=NO_PRODUCT_DATA))


def three_services(case: Case) -> Verdict:
    """R2."""
    return judged("les trois services", holding("offres", case.facts.offres, _THREE_SERVICES))


def no_meeting_place(case: Case) -> Verdict:
    """R3."""
    return judged(
        "pas un espace de rencontre qui accompagne des enfants en prison",
        said(case.facts, "est_espace_rencontre", wanted=False),
    )


def works_with_meeting_places(case: Case) -> Verdict:
    """R4."""
    return judged(
        "un travail avec les espaces de rencontre",
        said(case.facts, "partenariat_espaces_rencontre"),
    )


def anonymous_listening(case: Case) -> Verdict:
    """E1."""
    return judged(
        "un service anonyme, capable d’une aide psychologique « d’urgence »",
        said(case.facts, "anonymat"),
        said(case.facts, "aide_psychologique_urgence"),
    )


def listening_network(case: Case) -> Verdict:
    """E2."""
    return judged(
        "une place dans le réseau départemental, et des professionnels qui savent réorienter",
        said(case.facts, "reseau_departemental"),
        said(case.facts, "professionnels_orientent").quoting(1),
    )


def payable_listening(case: Case) -> Verdict:
    """E3: the text says what may be paid; no fact is compared with it."""
    del case
    return pointless(
        "le temps des professionnels et leur coordination, notamment",
        "information pour le budget, rien à vérifier",
    )


def deployment(case: Case) -> Verdict:
    """P1."""
    return judged(
        "un déploiement engagé, avec une réelle perspective de développement",
        said(case.facts, "deploiement_engage"),
        said(case.facts, "perspective_reelle"),
    )


def shared_project(case: Case) -> Verdict:
    """P2: two coordinators need a common project and joint exchanges."""
    facts = case.facts
    conditions = [said(facts, "projet_coordination_partage")]
    if facts.coordinateurs_distincts is None:
        conditions.append(unknown("coordinateurs_distincts"))
    if facts.coordinateurs_distincts:
        conditions.append(said(facts, "projet_commun_et_echanges").quoting(1))
    return judged(
        "un projet de coordination partagé, et commun aux deux réseaux s’il y a deux coordinateurs",
        *conditions,
    )


def one_coordinator(case: Case) -> Verdict:
    """P3."""
    return judged(
        "un seul professionnel pour les réseaux Jeunesse et Parentalité",
        said(case.facts, "coordinateurs_distincts", wanted=False),
    )
