"""The ways to read what a person typed as a place: a name, alone or with what limits it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from portal.domain.territory import Territory
from search_index.text import fold

_POSTAL_CODE = re.compile(r"\b\d{5}\b")
_CEDEX = re.compile(r" cedex( \d{1,2})?\b")
_IN_PARENTHESES = re.compile(r"\(\s*([^()]+?)\s*\)\s*$")
_LINKS = re.compile(r"( (de|du|des|d|la|le|les|l|en|dans|a))+$")
_CITY = r"(?P<city>paris|lyon|marseille)"
_ORDINAL = r"0?(?P<number>[1-9]\d?) ?(er|ere|re|nd|nde|e|eme|ieme)?"
_ARRONDISSEMENT = re.compile(
    rf"{_CITY} {_ORDINAL}( (arr|arrt|ardt|arrondissement))?"
    rf"|{_ORDINAL.replace('number', 'first')} ((arr|arrondissement) )?((de|a) )?"
    rf"{_CITY.replace('city', 'last')}"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A name (folded) with what limits it; an empty postal code or set limits nothing.

    With ``exactly`` neither the beginning of a name nor a typo will do.
    """

    name: str
    postal_code: str = ""
    departements: frozenset[str] = frozenset()
    exactly: bool = False


def plain_name(text: str) -> str:
    """Return the folded text, without «cedex», with an arrondissement in its official form."""
    name = _CEDEX.sub("", fold(text)).strip()
    match = _ARRONDISSEMENT.fullmatch(name)
    if match is None:
        return name
    city, number = match["city"] or match["last"], match["number"] or match["first"]
    return f"{city} {number}{'er' if number == '1' else 'e'} arrondissement"


def limited_readings(text: str, territory: Territory) -> Iterator[Reading]:
    """Yield the readings that a postal code, a département or a région limits, the surest first."""
    yield from _with_postal_code(text)
    yield from _with_area_around(text, territory)


def address_readings(text: str) -> Iterator[Reading]:
    """Yield the commune that an address ends with: after its postal code, or its last comma."""
    codes = list(_POSTAL_CODE.finditer(text))
    if codes:
        yield Reading(plain_name(text[codes[-1].end() :]), codes[-1].group(), exactly=True)
    elif "," in text:
        yield Reading(plain_name(text.rpartition(",")[2]), exactly=True)


def _with_postal_code(text: str) -> Iterator[Reading]:
    """Yield the name beside a postal code; as codes are often mistaken, then in its département."""
    codes = _POSTAL_CODE.findall(text)
    if codes:
        name = plain_name(_POSTAL_CODE.sub(" ", text))
        yield Reading(name, codes[-1])
        yield Reading(name, departements=_departements_of_postal_code(codes[-1]))


def readings_in_parentheses(text: str, territory: Territory) -> Iterator[Reading]:
    """Yield «Saint-Denis (974)», «Saint-Denis (La Réunion)»; «Marseille (13)» is the whole city."""
    match = _IN_PARENTHESES.search(text)
    departements = _areas(territory).get(fold(match[1])) if match else None
    if match and departements:
        yield Reading(plain_name(text[: match.start()]), departements=departements)


def _with_area_around(text: str, territory: Territory) -> Iterator[Reading]:
    """Yield «Saint-Denis 93», «Saint-Denis, La Réunion» (longest first) and «93 Saint-Denis»."""
    words, areas = fold(text).split(), _areas(territory)
    for first in range(1, len(words)):
        departements = areas.get(" ".join(words[first:]))
        if departements:
            name = " ".join(words[:first])
            yield Reading(plain_name(name), departements=departements)
            yield Reading(plain_name(_LINKS.sub("", name)), departements=departements)
    if len(words) > 1 and words[0] in areas:
        yield Reading(plain_name(" ".join(words[1:])), departements=areas[words[0]])


def _departements_of_postal_code(postal_code: str) -> frozenset[str]:
    """Return the départements that the first digits of a postal code usually mean."""
    if postal_code.startswith("20"):
        return frozenset({"2A", "2B"})
    return frozenset({postal_code[:3] if postal_code.startswith("97") else postal_code[:2]})


@lru_cache(maxsize=2)
def _areas(territory: Territory) -> Mapping[str, frozenset[str]]:
    """Return the départements that each folded code or name of a département or région means."""
    areas: dict[str, frozenset[str]] = {"20": frozenset({"2A", "2B"})}
    for region in territory.regions.values():
        inside = (d.code for d in territory.departements.values() if d.region == region.code)
        areas[fold(region.name)] = frozenset(inside)
    for departement in territory.departements.values():
        areas[fold(departement.code)] = frozenset({departement.code})
        areas[fold(departement.name)] = frozenset({departement.code})
    return areas
