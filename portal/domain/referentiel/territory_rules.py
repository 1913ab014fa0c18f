"""Rules L14 to L19: the territory of a place, its neighbours and its partners there."""

from __future__ import annotations

from portal.domain.french import NBSP
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.verdicts import (
    Condition,
    Verdict,
    holding,
    judged,
    pointless,
    said,
    unknown,
)
from portal.domain.referentiel.words import EarlyPartner, FundingText, Reach


def fitting_territory(case: Case) -> Verdict:
    """L14: [R] names the commune or the EPCI, [F] the EPCI only."""
    text = case.facts.texte
    wanted = "l’Epci" if text is FundingText.F else "la commune ou l’Epci"
    return judged(
        f"un territoire cohérent avec le portage politique, de préférence {wanted}",
        said(case.facts, "territoire_coherent"),
        _reach(case.facts.echelle, text).quoting(1),
    )


def no_social_centre(case: Case) -> Verdict:
    """L15: the file comes first when this is met."""
    return judged(
        "pas de centre social sur le territoire",
        said(case.facts, "centre_social_sur_territoire", wanted=False),
    )


def near_family_services(case: Case) -> Verdict:
    """L16a."""
    expected = "au moins un service fréquenté par les familles à proximité"
    services = case.facts.services_familles_proches
    if services is None:
        return judged(expected, unknown("services_familles_proches"))
    named = [service for service in services if service.strip()]
    return judged(expected, Condition(bool(named), ", ".join(named) or "aucun service"))


def works_with_social_centre(case: Case) -> Verdict:
    """L16b: there must be a social centre to work with."""
    expected = "un travail avec les référents parentalité de l’animation de la vie sociale"
    collaborates = said(case.facts, "collabore_referents_avs")
    present = case.facts.centre_social_sur_territoire
    if present is None:
        missing = collaborates.missing if collaborates.holds is None else ()
        return judged(expected, unknown("centre_social_sur_territoire", *missing))
    if not present:
        return pointless(expected, "pas de centre social sur le territoire")
    return judged(expected, collaborates)


def early_partners(case: Case) -> Verdict:
    """L17: [F] adds the PMI."""
    found, text = case.facts.partenaires_1000_jours, case.facts.texte
    named = {partner.value: partner.label for partner in EarlyPartner}
    if text is FundingText.R:
        del named[EarlyPartner.PMI]
    condition = holding("partenaires_1000_jours", found, named)
    only_pmi = found is not None and {*EarlyPartner} - {*found} == {EarlyPartner.PMI}
    if text is None and only_pmi:
        condition = unknown("texte")
    return judged("un partenariat étroit avec chacun des partenaires que le texte cite", condition)


def disability(case: Case) -> Verdict:
    """L18."""
    return judged(
        "la prise en compte des besoins des parents et des enfants en situation de handicap",
        said(case.facts, "prise_en_compte_handicap"),
    )


def territorial_project(case: Case) -> Verdict:
    """L19."""
    return judged(
        "un projet de territoire lié à la Ctg et au Sdsf, et la coordination locale des actions",
        said(case.facts, "projet_ctg"),
        said(case.facts, "projet_sdsf"),
        said(case.facts, "coordination_locale").quoting(1),
    )


def _reach(reach: Reach | None, text: FundingText | None) -> Condition:
    if reach is None:
        return unknown("echelle")
    measure = f"échelle{NBSP}: {reach.label}"
    if reach is not Reach.COMMUNE:
        return Condition(reach is Reach.EPCI, measure)
    return unknown("texte") if text is None else Condition(text is FundingText.R, measure)
