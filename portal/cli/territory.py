"""The commands ``flask --app portal territory``: are the files of the territory whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from portal.domain.territory import Territory
from portal.domain.territory.audit import (
    EXPECTED,
    Box,
    find_differences,
    points_outside,
    territory_figures,
)
from portal.store.territory import (
    departements_outline_path,
    epci_outlines_path,
    load_cafs,
    load_figures,
    load_territory,
)

territory_commands = AppGroup(
    "territory", help="Le territoire : communes, Epci, départements, Caf."
)


@territory_commands.command("check")
@click.option("--json", "as_json", is_flag=True, help="Écrit le résultat en JSON.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Dossier des fichiers (par défaut : celui du dépôt).",
)
def check(as_json: bool, folder: Path | None) -> None:
    """Vérifie les fichiers du territoire ; le code de sortie est 1 en cas d’écart."""
    territory, built = load_territory(folder), load_figures(folder)
    figures = {**territory_figures(territory), "cafs": len(load_cafs(folder))}
    differences = [
        *find_differences(territory, {**EXPECTED, **_expected_from_build(built)}),
        *_caf_faults(territory, folder),
        *_outline_faults(territory, folder),
    ]
    if as_json:
        _print_json(figures, built, differences)
    else:
        _print_lines(figures, built, differences)
    if differences:
        raise SystemExit(1)


def _expected_from_build(built: Mapping[str, Any]) -> dict[str, int]:
    """Return the figures that the build script wrote, by the names of ``territory_figures``."""
    points = {f"points_{rule}": count for rule, count in built["points"].items()}
    return {"population": built["population"], **points}


def _caf_faults(territory: Territory, folder: Path | None) -> Iterator[str]:
    """Yield the départements that no Caf serves."""
    served = {code for _, _, departements in load_cafs(folder) for code in departements}
    for code in sorted(set(territory.departements) ^ served):
        yield f"département {code} : Caf et départements ne se correspondent pas"


def _outline_faults(territory: Territory, folder: Path | None) -> Iterator[str]:
    """Yield the départements and EPCI whose outline is missing, and the points far from theirs."""
    if set(_boxes(departements_outline_path(folder))) != set(territory.departements):
        yield "contours des départements : codes manquants ou en trop"
    boxes: dict[str, Box] = {}
    for departement in territory.departements:
        expected = {epci.code for epci in territory.epcis_of_departement(departement)}
        drawn = _boxes(epci_outlines_path(departement, folder))
        boxes.update(drawn)
        if set(drawn) != expected:
            yield f"contours des Epci du département {departement} : manquants ou en trop"
    for code in points_outside(territory, boxes):
        yield f"{code} : point hors du contour de son Epci"


def _boxes(path: Path) -> dict[str, Box]:
    """Return the rectangle around each outline of a GeoJSON file; none where there is no file."""
    if not path.exists():
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["properties"]["code"]: _box(f["geometry"]["coordinates"]) for f in features}


def _box(polygons: list[list[list[list[float]]]]) -> Box:
    """Return the south, north, west and east ends of a multipolygon, in degrees."""
    longitudes, latitudes = zip(*(xy for rings in polygons for xy in rings[0]), strict=True)
    return min(latitudes), max(latitudes), min(longitudes), max(longitudes)


def _print_json(
    figures: Mapping[str, int], built: Mapping[str, Any], differences: list[str]
) -> None:
    """Print one JSON object."""
    content = {
        "conforme": not differences,
        "chiffres": figures,
        "mairies": built["town_halls"],
        "ecarts": differences,
    }
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def _print_lines(
    figures: Mapping[str, int], built: Mapping[str, Any], differences: list[str]
) -> None:
    """Print the figures, what became of the source's town halls, and the differences."""
    for name, number in figures.items():
        click.echo(f"{name:20} {number:>10}")
    for verdict, number in built["town_halls"].items():
        click.echo(f"mairies {_VERDICTS[verdict]:12} {number:>10}")
    for difference in differences:
        click.echo(f"Écart : {difference}", err=True)
    click.echo(f"{len(differences)} écart(s)." if differences else "Aucun écart.")


_VERDICTS = {
    "inside": "dedans",
    "near": "à 3 km",
    "rejected": "écartées",
    "missing": "absentes",
    "unverifiable": "invérifiables",
}
