"""A survey as JSON values under French names, with how it was made."""

from __future__ import annotations

from typing import Any

from portal.domain.coverage import AreaCoverage, Measure, Tally
from portal.domain.coverage.reach import EARTH_RADIUS_KM
from portal.domain.territory import Territory
from portal.services.coverage.surveys import Survey

Report = dict[str, Any]


def report(survey: Survey, territory: Territory) -> Report:
    """Return the survey, its zones blanches in order, and the commune where one place helps most.

    Shares are between 0 and 1, with 6 decimals; null where nobody lives. ``demi_journees`` is null
    as soon as those of one place are unknown; ``demi_journees_connues`` adds the others.
    """
    question, coverage = survey.question, survey.coverage
    radii = coverage.radii_km
    return {
        "territoire": {
            "type": question.scope.kind.value,
            "code": question.scope.code,
            "nom": question.scope.name,
        },
        "calcule_pour": question.start.isoformat(),
        "methode": _method(survey),
        "total": {
            "population": coverage.population,
            **_tallied(coverage.total),
            "couverture": _shares(radii, coverage.within, coverage.population),
        },
        "epci": [_line(line, radii) for line in coverage.lines],
        "zones_blanches": [line.area.code for line in coverage.blank_zones],
        "meilleur_emplacement": _best(survey, territory),
    }


def _method(survey: Survey) -> Report:
    kinds = sorted(kind.value for kind in survey.question.kinds)
    return {
        "distance": survey.coverage.measure.label,
        "rayon_terre_km": EARTH_RADIUS_KM,
        "rayons_km": list(survey.coverage.radii_km),
        "population": "toute la population d’une commune est comptée à son point de référence ;"
        " Paris, Lyon et Marseille par arrondissement",
        "types": kinds,
        "ouvert": "fiche publiée, avec des horaires d’accueil connus ou sur rendez-vous",
        "centre_social": "présent si le répertoire en publie un dans l’Epci",
        "epci_partage": "un Epci de plusieurs départements est compté pour sa partie dans le"
        " territoire ; lieux_ailleurs compte les lieux de l’autre partie",
        "zones_blanches": "Epci sans aucun lieu : d’abord sans centre social, puis la plus grande"
        " population au-delà du premier rayon",
    }


def _line(line: AreaCoverage, radii: tuple[float, ...]) -> Report:
    area = line.area
    return {
        "code": area.code,
        "nom": area.name,
        "nature": area.nature or None,
        "departements": list(area.departements),
        "population": line.population,
        **_tallied(line.tally),
        "lieux_ailleurs": line.elsewhere,
        "couverture": _shares(radii, line.within, line.population),
        "centre_social": line.social_centre,
        "zone_blanche": line.is_blank,
    }


def _tallied(tally: Tally) -> Report:
    return {
        "lieux": tally.places,
        "lieux_ouverts": tally.open_places,
        "lieux_finances": tally.funded_places,
        "demi_journees": tally.half_days,
        "demi_journees_connues": tally.known_half_days,
        "demi_journees_inconnues": tally.untold,
        "arrets_itinerants": tally.stops,
    }


def _shares(radii: tuple[float, ...], within: tuple[int, ...], population: int) -> list[Report]:
    return [
        {
            "rayon_km": radius,
            "population": people,
            "part": round(people / population, 6) if population else None,
        }
        for radius, people in zip(radii, within, strict=True)
    ]


def _best(survey: Survey, territory: Territory) -> Report | None:
    """Return where one more place would cover most people within the first radius."""
    best = survey.scenario().best_place()
    if best is None or best.at is None:
        return None
    commune = territory.commune_at(best.at)
    return {
        "code_insee": commune.code_insee,
        "commune": commune.name,
        "rayon_km": survey.coverage.radii_km[0],
        "distance": Measure.STRAIGHT.label,
        "population_gagnee": best.population,
        "exactitude": "la meilleure de tous les points de référence des communes du territoire",
    }
