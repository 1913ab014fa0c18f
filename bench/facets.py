"""Facet values of the generated places, with the slugs of the domain."""

from __future__ import annotations

import numpy as np

_KINDS = (
    "laep centre_social lieu_ressource autre_partenaire mediation_familiale espace_rencontre "
    "ecoute_distance maison_1000_jours rep pdn_coordination"
)
KINDS = tuple(_KINDS.split())
"""Kinds of places, the most frequent first."""


_THEMES = (
    "information accueil_inconditionnel services_soutien_parentalite ecoute_individuelle "
    "atelier_parents_enfants groupe_parole appui_collectifs_parents laep arrivee_enfant "
    "adolescence scolarite separation clas action_reaap permanence_professionnel handicap "
    "isolement_monoparentalite conflit_rupture numerique mediation_familiale modes_accueil "
    "eveil_artistique_culturel preparation_naissance groupe_naissance permanence_psychologue "
    "acces_droits prevention_sante repit pmi_antenne rencontre_professionnels guichet_unique "
    "diffusion_information_acteurs diagnostic_besoins appui_methodologique espace_rencontre "
    "ressources_numeriques_1000_jours handicap_accompagnement parents_parlons incarceration "
    "entretien_parent_enfant_charge entretien_parent_incarcere transport_parloir "
    "accompagnement_parloir espace_enfants_parloir atelier_detenus hebergement_visite"
)
THEMES = tuple(_THEMES.split())
"""Services, missions and life moments, the most frequent first."""


_PUBLICS = (
    "tous_parents parents_0_3_ans futurs_parents parents_3_6_ans parents_6_11_ans "
    "parents_adolescents parents_separes parent_solo enfant_handicap parent_handicap entourage "
    "professionnels parent_incarcere"
)
PUBLICS = tuple(_PUBLICS.split())
"""For whom a place is; the first one stands for all."""


ALL_DIMENSIONS = ("type", "theme", "public", "departement")
"""The dimensions that a page of results counts."""

_YES_SHARES = {"gratuit": 0.8, "accessible": 0.55, "anonyme": 0.15, "finance": 0.3}


def _draw(random: np.random.Generator, values: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Draw without replacement: the smallest of exponential delays at rates that fall by rank."""
    delays = random.standard_exponential(len(values)) * np.arange(2, len(values) + 2)
    return tuple(values[i] for i in np.sort(delays.argsort()[:count]).tolist())


def draw_kind(random: np.random.Generator) -> str:
    """Return a kind by its frequency."""
    return _draw(random, KINDS, 1)[0]


def draw_themes(random: np.random.Generator) -> tuple[str, ...]:
    """Return two to eight themes."""
    return _draw(random, THEMES, int(random.integers(2, 9)))


def draw_publics(random: np.random.Generator) -> tuple[str, ...]:
    """Return one to four publics, or all of them where the place is for every parent."""
    chosen = _draw(random, PUBLICS, int(random.integers(1, 5)))
    return PUBLICS if PUBLICS[0] in chosen else chosen


def draw_marks(random: np.random.Generator) -> dict[str, tuple[str, ...]]:
    """Return which of the yes-or-nothing facets the place holds."""
    return {name: ("oui",) for name, share in _YES_SHARES.items() if random.random() < share}
