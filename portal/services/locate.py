"""Where a person means: the text of the field «lieu», read as a person would."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Protocol

from portal.domain.territory import Commune, Territory
from portal.services.geocoding import GeocodedAddress
from portal.services.locate_text import (
    Reading,
    address_readings,
    limited_readings,
    plain_name,
    readings_in_parentheses,
)
from search_index.suggest import Suggester
from search_index.text import fold

MOST_CHOICES = 50
"""How many communes an ambiguous answer lists at most."""
LONGEST_TEXT = 200
_CODE = re.compile(r"\d+|2[ABab]\d{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Located:
    """A place found: degrees (WGS 84), its name for people, département and commune.

    ``kind`` is ``commune`` or ``adresse``; ``code_insee`` is None where an address has none.
    """

    latitude: float
    longitude: float
    label: str
    departement: str
    code_insee: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several communes, the most populated first, at most ``MOST_CHOICES`` of ``total``."""

    communes: tuple[Commune, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NotLocated:
    """Nothing found; ``message`` tells the person what to do, in French.

    It is ``template`` with its values, apart so that pages can translate it.
    """

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in French."""
        return self.template % self.values if self.values else self.template


Location = Located | Ambiguous | NotLocated


class AddressFinder(Protocol):
    """What finds an address (see ``portal.services.geocoding.Geocoder``)."""

    def find_address(self, text: str) -> GeocodedAddress | None:
        """Return the address, or None."""


@lru_cache(maxsize=2)
def suggester_of(territory: Territory) -> Suggester:
    """Return the suggestions over a territory; their rows are those of its columns."""
    columns = territory.columns
    postal_codes = (codes.split() for codes in columns.postal_codes)
    return Suggester(columns.name, columns.population.tolist(), postal_codes)


def locate(
    text: str,
    territory: Territory,
    suggester: Suggester,
    geocoder: AddressFinder | None = None,
) -> Location:
    """Return the place that a text means, the communes it may mean, or what to type instead.

    ``suggester`` must be that of the territory (``suggester_of``). Nothing is ever guessed among
    homonyms: an ambiguous name asks.
    """
    text = unicodedata.normalize("NFKC", text)
    if not fold(text) or len(text) > LONGEST_TEXT:
        return _refusal(text)
    rows = _rows_meant(text, territory, suggester)
    if rows:
        return _answer(rows, territory)
    address = geocoder.find_address(text.strip()) if geocoder and not _is_code(text) else None
    if address is not None:
        return _located_address(address, territory)
    readings = address_readings(text)
    rows = _first(_matching_rows(reading, territory, suggester) for reading in readings)
    return _answer(rows, territory) if rows else _refusal(text)


def _rows_meant(text: str, territory: Territory, suggester: Suggester) -> list[int]:
    """Return the rows of the communes that the text can mean, by its surest reading."""
    if _is_code(text):
        return _rows_of_code("".join(text.split()).upper(), territory)
    readings = chain(
        readings_in_parentheses(text, territory),
        [Reading(plain_name(text), exactly=True)],
        limited_readings(text, territory),
        [Reading(plain_name(text))],
    )
    return _first(_matching_rows(reading, territory, suggester) for reading in readings)


def _first(candidates: Iterable[list[int]]) -> list[int]:
    """Return the first list that is not empty."""
    return next((rows for rows in candidates if rows), [])


def _is_code(text: str) -> bool:
    """Say whether the text is only digits, or the INSEE code of a commune of Corse."""
    return _CODE.fullmatch("".join(text.split())) is not None


def _rows_of_code(code: str, territory: Territory) -> list[int]:
    """Return the rows of a postal code, else of an INSEE code."""
    communes = territory.communes_of_postal_code(code)
    commune = territory.find_commune(code)
    rows = [territory.row_of(c.code_insee) for c in communes or filter(None, [commune])]
    return _without_whole_cities(rows, territory)


def _matching_rows(reading: Reading, territory: Territory, suggester: Suggester) -> list[int]:
    """Return the rows of a reading: by exact name, else (if it may be) beginning, else one typo."""
    finders = (suggester.exact, suggester.starting_with, suggester.with_one_typo)
    usable = finders[:1] if reading.exactly else finders
    return _first(_limited(find(reading.name), reading, territory) for find in usable)


def _limited(rows: list[int], reading: Reading, territory: Territory) -> list[int]:
    """Return the rows within the limits; with a postal code, a city gives its arrondissement."""
    columns = territory.columns
    if reading.departements:
        return [row for row in rows if columns.departement[row] in reading.departements]
    if not reading.postal_code:
        return rows
    kept = [row for row in rows if reading.postal_code in columns.postal_codes[row].split()]
    if any(columns.has_arrondissements[row] for row in kept):
        its_own = _rows_of_code(reading.postal_code, territory)
        return [row for row in its_own if columns.parent[row]]
    return kept


def _without_whole_cities(rows: list[int], territory: Territory) -> list[int]:
    """Leave out Paris, Lyon and Marseille where one of their arrondissements is among the rows."""
    parents = {territory.columns.parent[row] for row in rows}
    return [row for row in rows if territory.columns.code_insee[row] not in parents]


def _without_arrondissements(rows: list[int], territory: Territory) -> list[int]:
    """Leave out the arrondissements of a city that is itself among the rows."""
    codes = {territory.columns.code_insee[row] for row in rows}
    return [row for row in rows if territory.columns.parent[row] not in codes]


def _answer(rows: list[int], territory: Territory) -> Located | Ambiguous:
    """Return the only commune, or the choice among several (rows come by population)."""
    kept = _without_arrondissements(rows, territory)
    if len(kept) > 1:
        communes = tuple(territory.commune_at(row) for row in kept[:MOST_CHOICES])
        return Ambiguous(communes, len(kept))
    return located_commune(territory.commune_at(kept[0]))


def located_commune(commune: Commune) -> Located:
    """Return the reference point of a commune as a place."""
    label = f"{commune.name} ({commune.departement})"
    return Located(
        commune.latitude,
        commune.longitude,
        label,
        commune.departement,
        commune.code_insee,
        "commune",
    )


def _located_address(address: GeocodedAddress, territory: Territory) -> Located:
    """Return an address as a place; its département is its commune's, else the nearest one's."""
    known = territory.find_commune(address.code_insee or "")
    commune = known or territory.nearest_commune(address.latitude, address.longitude)
    return Located(
        address.latitude,
        address.longitude,
        address.label,
        commune.departement,
        known.code_insee if known else None,
        "adresse",
    )


def _refusal(text: str) -> NotLocated:
    """Return what to tell a person whose text means no known place."""
    code = "".join(text.split())
    if len(text) > LONGEST_TEXT:
        most = {"most": str(LONGEST_TEXT)}
        return NotLocated("Ce texte est trop long : %(most)s caractères au plus.", most)
    if not fold(text):
        return NotLocated("Indiquez une commune ou un code postal.")
    if not _is_code(code):
        return NotLocated(
            "Lieu introuvable. Vérifiez le nom de la commune ou indiquez son code postal."
        )
    if len(code) != 5:
        return NotLocated("Un code postal compte cinq chiffres.")
    return NotLocated(
        "Aucune commune n’a le code postal %(code)s. S’il s’agit d’un code « CEDEX », "
        "indiquez plutôt le nom de la commune.",
        {"code": code},
    )
