"""The committed files of the territory, read once per process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np

from portal.domain.territory import CommuneColumns, Departement, Epci, Region, Territory

TERRITORY_FOLDER = Path(__file__).resolve().parents[2] / "seed_data" / "territoire"
"""Where seed_data/build_territory.py writes."""


@lru_cache(maxsize=2)
def load_territory(folder: Path | None = None) -> Territory:
    """Read the territory from its files; the same object is given to every caller.

    Raises ``FileNotFoundError`` where a file is missing, ``ValueError`` where a row lacks a column.
    """
    source = folder or TERRITORY_FOLDER
    return Territory(
        columns=_commune_columns(source / "communes.tsv"),
        departements=[
            Departement(code, name, after_noun, region)
            for code, name, after_noun, region in _rows(source / "departements.tsv")
        ],
        regions=[Region(code, name) for code, name in _rows(source / "regions.tsv")],
        epcis=[
            Epci(code, name, nature, int(population), tuple(departements.split()))
            for code, name, nature, population, departements in _rows(source / "epci.tsv")
        ],
    )


def load_cafs(folder: Path | None = None) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return code, name and départements of each Caf of a new installation."""
    rows = _rows((folder or TERRITORY_FOLDER) / "cafs.tsv")
    return [(code, name, tuple(departements.split())) for code, name, departements in rows]


def load_figures(folder: Path | None = None) -> Mapping[str, Any]:
    """Return the counts that the build script wrote beside the tables."""
    text = ((folder or TERRITORY_FOLDER) / "chiffres.json").read_text(encoding="utf-8")
    figures: Mapping[str, Any] = json.loads(text)
    return figures


def departements_outline_path(folder: Path | None = None) -> Path:
    """Return the GeoJSON file with the outlines of the 101 départements."""
    return (folder or TERRITORY_FOLDER) / "contours" / "departements.geojson"


def epci_outlines_path(departement: str, folder: Path | None = None) -> Path:
    """Return the GeoJSON file with the outlines of the EPCI of a département.

    ``departement`` must be the code of a known département: it becomes a part of the path.
    """
    return (folder or TERRITORY_FOLDER) / "contours" / "epci" / f"{departement}.geojson"


def _rows(path: Path) -> list[list[str]]:
    """Return the cells of each line after the header."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines[1:-1]]


def _commune_columns(path: Path) -> CommuneColumns:
    """Read the communes by column."""
    (
        code,
        name,
        postal_codes,
        population,
        departement,
        epci,
        latitude,
        longitude,
        precision,
        parent,
    ) = zip(*_rows(path), strict=True)
    return CommuneColumns(
        code_insee=code,
        name=name,
        postal_codes=tuple(map(intern, postal_codes)),
        departement=tuple(map(intern, departement)),
        epci=tuple(map(intern, epci)),
        precision=tuple(map(intern, precision)),
        parent=tuple(map(intern, parent)),
        latitude=np.array(latitude, dtype=np.float64),
        longitude=np.array(longitude, dtype=np.float64),
        population=np.array(population, dtype=np.int32),
    )
