"""The columns of the import file: how each is read, and which speak of a site."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.listing import NATIONAL, Cost, LegalStatus, ListingKind, Mode
from portal.domain.territory import Territory
from portal.domain.vocabulary import Facet, Vocabulary
from portal.services.imports import cells
from portal.services.imports.cells import Parser

COLUMNS = (
    "id_externe", "type", "nom", "nom_local", "gestionnaire", "statut_juridique", "siret",
    "adresse", "complement_adresse", "code_postal", "commune", "code_insee", "departement",
    "latitude", "longitude", "telephone", "courriel", "site_web", "horaires", "horaires_texte",
    "themes", "publics", "frais", "frais_precisions", "modes_accueil", "accessible",
    "accessibilite", "itinerant", "arret", "langues", "description", "source_url", "source_date",
    "verifie_le", "soutenu", "caf",
)  # fmt: skip
"""Every column of the format, in its order."""

REQUIRED = ("id_externe", "type", "nom")

SITE_COLUMNS = frozenset(
    {
        "arret", "adresse", "complement_adresse", "code_postal", "commune", "code_insee",
        "departement", "latitude", "longitude", "horaires", "horaires_texte",
    }
)  # fmt: skip
"""The columns that may differ between the lines of one listing; the others must agree."""


_FIXED: Mapping[str, Parser] = {
    "id_externe": cells.line(200),
    "type": cells.choice(ListingKind),
    "nom": cells.line(200),
    "nom_local": cells.line(200),
    "gestionnaire": cells.line(200),
    "statut_juridique": cells.choice(LegalStatus),
    "siret": cells.siret,
    "adresse": cells.line(300),
    "complement_adresse": cells.line(300),
    "code_postal": cells.code(5, digits=True),
    "commune": cells.line(100),
    "code_insee": cells.code(5),
    "latitude": cells.number(-90, 90),
    "longitude": cells.number(-180, 180),
    "telephone": cells.phone,
    "courriel": cells.mail,
    "site_web": cells.web_address(500),
    "horaires": cells.hours,
    "horaires_texte": cells.text(1000),
    "frais": cells.choice(Cost),
    "frais_precisions": cells.text(500),
    "modes_accueil": cells.several(cells.choice(Mode)),
    "accessible": cells.yes_no,
    "accessibilite": cells.text(1000),
    "itinerant": cells.yes_no,
    "arret": cells.line(200),
    "langues": cells.several(cells.line(40)),
    "description": cells.text(5000),
    "source_url": cells.web_address(1000),
    "source_date": cells.partial_date,
    "verifie_le": cells.full_date,
    "soutenu": cells.yes_no,
    "caf": cells.line(100),
}


def parsers(vocabulary: Vocabulary, territory: Territory) -> Mapping[str, Parser]:
    """Return how each column is read; some columns only take slugs of the vocabulary."""
    areas = cells.departement([*territory.departements, NATIONAL])
    return {
        **_FIXED,
        "departement": cells.several(areas),
        "themes": cells.several(cells.slug(list(vocabulary.slugs(Facet.THEME)))),
        "publics": cells.several(cells.slug(list(vocabulary.slugs(Facet.PUBLIC)))),
    }
