"""Rules G1 to G4: the managing body, its commitments, its partners, its co-funders."""

from __future__ import annotations

from datetime import date

from portal.domain.french import NBSP, day_and_month
from portal.domain.listing import LegalStatus
from portal.domain.referentiel.budget import co_funds
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.facts import Partnership, label
from portal.domain.referentiel.verdicts import Condition, Verdict, judged, said, some, unknown
from portal.domain.referentiel.words import NO_NETWORK

_ELIGIBLE = frozenset(
    {
        LegalStatus.ASSOCIATION,
        LegalStatus.FONDATION_RUP,
        LegalStatus.COLLECTIVITE,
        LegalStatus.PRIVE_GESTION_DESINTERESSEE,
    }
)


NO_PRODUCT_DATA = "le financeur ou le montant d’un produit n’est pas renseigné"


def managing_body(case: Case) -> Verdict:
    """G1."""
    expected = (
        "association loi 1901, fondation reconnue d’utilité publique à caractère social ou"
        " sanitaire, collectivité, ou acteur privé à gestion désintéressée"
    )
    status = case.facts.statut_juridique
    if status is None:
        return judged(expected, unknown("statut_juridique"))
    conditions = [Condition(status in _ELIGIBLE, status.label)]
    if status is LegalStatus.FONDATION_RUP:
        conditions.append(said(case.facts, "fondation_sociale_ou_sanitaire"))
    return judged(expected, *conditions)


def charters(case: Case) -> Verdict:
    """G2: a commitment counts once it has its date."""
    facts = case.facts
    return judged(
        "un engagement daté sur chacune des deux chartes",
        _signed("charte_parentalite_le", facts.charte_parentalite_le),
        _signed("charte_laicite_le", facts.charte_laicite_le),
    )


def local_network(case: Case) -> Verdict:
    """G3: no network to take part in is no fault."""
    return judged(
        "une participation au réseau local s’il existe, et au moins un partenariat",
        _takes_part(case),
        partnered(case.facts.partenariats).quoting(1),
    )


def co_funded(case: Case) -> Verdict:
    """G4: users' contributions are no co-funding; nor is a line of zero euros."""
    expected = "au moins un financeur en dehors de la Caf et des usagers"
    budget = case.facts.budget
    if budget is None or budget.produits is None:
        return judged(expected, unknown("budget", why="les produits ne sont pas renseignés"))
    found = [(product, co_funds(product)) for product in budget.produits]
    names = {each.financeur.label for each, counts in found if counts and each.financeur}
    measure = ", ".join(sorted(names)) or "aucun autre financeur"
    answers = (counts for _, counts in found)
    return judged(expected, some("budget", answers, measure, doubt=NO_PRODUCT_DATA))


def partnered(partnerships: tuple[Partnership, ...] | None) -> Condition:
    """Return the condition that at least one partner is named."""
    if partnerships is None:
        return unknown("partenariats")
    named = [bool(each.partenaire and each.partenaire.strip()) for each in partnerships]
    measure = f"partenariats nommés{NBSP}: {sum(named)}"
    doubt = "le nom d’un partenaire n’est pas renseigné"
    return some("partenariats", (is_named or None for is_named in named), measure, doubt=doubt)


def _takes_part(case: Case) -> Condition:
    if case.facts.participe_reseau_local == NO_NETWORK:
        return Condition(True, "aucun réseau local")
    return said(case.facts, "participe_reseau_local")


def _signed(fact: str, day: date | None) -> Condition:
    if day is None:
        return unknown(fact)
    return Condition(True, f"{label(fact)}{NBSP}: {day_and_month(day)} {day.year}")
