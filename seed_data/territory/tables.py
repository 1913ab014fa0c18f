"""The rows of the committed tables: tab-separated text, one line each, sorted by code."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from seed_data.territory.mayotte import POPULATIONS_2017
from seed_data.territory.names import after_noun, caf_name
from seed_data.territory.points import ReferencePoint
from seed_data.territory.source import Source

COMMUNE_COLUMNS = (
    "code_insee", "nom", "codes_postaux", "population", "departement", "epci",
    "latitude", "longitude", "precision", "parent",
)  # fmt: skip
Row = tuple[str, ...]
_POSTAL_CODE = re.compile(r"\d{5}")


def table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Return the text of a table: a header line, then the rows sorted by their first cell."""
    return "".join("\t".join(row) + "\n" for row in (columns, *sorted(rows)))


def complete_populations(source: Source) -> dict[str, int]:
    """Return the population of each commune and arrondissement.

    Where the source has none it is Mayotte's census, else the sum of the former communes.
    """
    former: Counter[str] = Counter()
    for part in source.communes_of_kind("COMD", "COMA"):
        former[part.parent or ""] += part.population or 0
    return {
        c.code: POPULATIONS_2017.get(c.code, former[c.code])
        if c.population is None
        else c.population
        for c in source.communes_of_kind("COM", "ARM")
    }


def complete_postal_codes(source: Source) -> dict[str, Row]:
    """Return the postal codes of each commune and arrondissement.

    Where the source has none they are those of its arrondissements, else its town hall's.
    """
    communes = source.communes_of_kind("COM", "ARM")
    children = defaultdict(set)
    for arrondissement in source.communes_of_kind("ARM"):
        children[arrondissement.parent].update(arrondissement.postal_codes)
    return {
        c.code: c.postal_codes
        or tuple(sorted(children[c.code]))
        or tuple(_POSTAL_CODE.findall(c.town_hall_place))
        for c in communes
    }


def commune_rows(source: Source, points: Mapping[str, ReferencePoint]) -> list[Row]:
    """Return a row for each commune and arrondissement, in the order of ``COMMUNE_COLUMNS``."""
    communes = source.communes_of_kind("COM", "ARM")
    by_code = {c.code: c for c in communes}
    populations, postal_codes = complete_populations(source), complete_postal_codes(source)
    rows = []
    for commune in communes:
        whole = by_code[commune.parent] if commune.parent else commune
        point = points[commune.code]
        rows.append(
            (
                commune.code,
                commune.name,
                " ".join(postal_codes[commune.code]),
                str(populations[commune.code]),
                whole.departement or "",
                whole.epci or "",
                f"{point.latitude:.5f}",
                f"{point.longitude:.5f}",
                point.precision,
                commune.parent or "",
            )
        )
    return rows


def epci_rows(source: Source) -> list[Row]:
    """Return code, name, nature, population and départements (most inhabitants first)."""
    populations = complete_populations(source)
    inhabitants: dict[str, Counter[str]] = defaultdict(Counter)
    for commune in source.communes_of_kind("COM"):
        if commune.epci and commune.departement:
            inhabitants[commune.epci][commune.departement] += populations[commune.code]
    return [
        (
            row["code"],
            row["nom"],
            row["type"],
            str(inhabitants[row["code"]].total()),
            " ".join(code for code, _ in inhabitants[row["code"]].most_common()),
        )
        for row in source.epcis
    ]


def departement_rows(source: Source) -> list[Row]:
    """Return code, name, name after a noun («de la Haute-Vienne») and région."""
    return [
        (row["code"], row["nom"], after_noun(row["nom"], row["type_nom"]), row["region"])
        for row in source.departements
    ]


def region_rows(source: Source) -> list[Row]:
    """Return code and name."""
    return [(row["code"], row["nom"]) for row in source.regions]


def caf_rows(source: Source) -> list[Row]:
    """Return code, name and départements: one body per département, for staff to correct."""
    return [(code, caf_name(code, after), code) for code, _, after, _ in departement_rows(source)]
