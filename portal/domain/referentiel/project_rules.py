"""Rules L1 to L8: what a place is, whom it is for, and what it costs parents."""

from __future__ import annotations

from decimal import Decimal

from portal.domain.french import NBSP
from portal.domain.listing import Cost
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.figures import euros
from portal.domain.referentiel.general_rules import partnered
from portal.domain.referentiel.verdicts import (
    Condition,
    Verdict,
    holding,
    judged,
    pointless,
    said,
    some,
    unknown,
)
from portal.domain.referentiel.words import CORE_MISSIONS, AgeBand, Finding


def dedicated_place(case: Case) -> Verdict:
    """L1."""
    return judged(
        "un lieu dédié au soutien à la parentalité, que les parents identifient facilement",
        said(case.facts, "lieu_dedie"),
        said(case.facts, "identifiable"),
    )


def trained_staff(case: Case) -> Verdict:
    """L2: one trained person is enough."""
    expected = "au moins une personne formée à l’écoute et à l’accueil des parents"
    staff = case.facts.accueillants
    if staff is None:
        return judged(expected, unknown("accueillants"))
    trained = [each.forme for each in staff]
    measure = f"personnes formées{NBSP}: {trained.count(True)} sur {len(trained)}"
    doubt = "la formation d’un accueillant n’est pas renseignée"
    return judged(expected, some("accueillants", trained, measure, doubt=doubt))


def broad_partnership(case: Case) -> Verdict:
    """L3."""
    return judged(
        "un partenariat local large",
        partnered(case.facts.partenariats),
        said(case.facts, "partenariat_large"),
    )


def parenting_only(case: Case) -> Verdict:
    """L4."""
    return judged(
        "exclusivement le soutien à la parentalité, et pas seulement la protection de l’enfance",
        said(case.facts, "soutien_parentalite_exclusif"),
        said(case.facts, "protection_enfance_exclusive", wanted=False).quoting(1),
    )


def core_missions(case: Case) -> Verdict:
    """L5."""
    wanted = {mission.value: mission.label for mission in CORE_MISSIONS}
    return judged("les quatre missions socles", holding("missions", case.facts.missions, wanted))


def open_to_all(case: Case) -> Verdict:
    """L6: a place centred on the first 1000 days answers to other conditions than the rest."""
    facts = case.facts
    to_all = "ouvert à tous les parents et futurs parents"
    if case.centred is None:
        others = ("ouvert_a_tous",) if facts.ouvert_a_tous is None else ()
        return judged(to_all, unknown("centre_1000_jours", *others))
    if not case.centred:
        return judged(to_all, said(facts, "ouvert_a_tous"))
    return judged(
        "un appui sur l’articulation des acteurs des 1000 premiers jours, et des collectifs"
        " de parents",
        said(facts, "articulation_acteurs_1000_jours").quoting(1),
        said(facts, "collectifs_parents").quoting(1),
    )


def continuity(case: Case) -> Verdict:
    """L7: a place centred on the first 1000 days is exempt."""
    expected = "de la petite enfance à l’adolescence, et un appui lors des moments clés"
    if case.centred:
        return pointless(expected, "lieu centré sur les 1000 premiers jours")
    wanted = {band.value: band.label for band in AgeBand}
    verdict = judged(
        expected,
        holding("tranches_age", case.facts.tranches_age, wanted),
        said(case.facts, "accompagne_moments_cles"),
    )
    if case.centred is None and verdict.finding is Finding.NON_CONFORME:
        return judged(expected, unknown("centre_1000_jours"))
    return verdict


def symbolic_cost(case: Case) -> Verdict:
    """L8."""
    limit = case.settings.symbolic_contribution
    expected = f"gratuit, ou au plus {euros(limit)} par visite"
    cost = case.facts.frais
    if cost is None:
        return judged(expected, unknown("frais"))
    if cost is not Cost.PARTICIPATION:
        return judged(expected, Condition(cost is Cost.GRATUIT, cost.label))
    return judged(expected, _symbolic(case.facts.participation_montant, limit))


def _symbolic(amount: Decimal | None, limit: Decimal) -> Condition:
    if amount is None:
        return unknown("participation_montant")
    return Condition(amount <= limit, f"{euros(amount)} par visite")
