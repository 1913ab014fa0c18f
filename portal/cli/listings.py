"""``flask --app portal listings``: bring listings in, and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.cli.context import projection, settings, today
from portal.cli.progress import progress_bar
from portal.domain.french import counted
from portal.services.exports import Sheet, csv_of, xlsx_of
from portal.services.exports.listings import export_listings
from portal.services.imports import (
    MAX_BYTES,
    ImportRefusedError,
    ImportReport,
    Options,
    import_listings,
)
from portal.store.db import db
from portal.store.vocabulary import load_vocabulary

_FORMATS: Mapping[str, Callable[[Sheet], bytes]] = {"csv": csv_of, "xlsx": xlsx_of}

listing_commands = AppGroup("listings", help="Fiches : importer, exporter.")


@listing_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "apply_it", is_flag=True, help="Écrire ; sans cela, rien ne change.")
@click.option("--strict", is_flag=True, help="Tout ou rien : une ligne fausse arrête tout.")
@click.option("--json", "as_json", is_flag=True, help="Rendre le compte rendu en JSON.")
def import_command(file: Path, *, apply_it: bool, strict: bool, as_json: bool) -> None:
    """Importer un fichier CSV de fiches."""
    report = _import(file, Options(apply=apply_it, strict=strict))
    if report.applied:
        projection().catch_up(db.session())
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else _told(report))
    if report.errors:
        sys.exit(1)


@listing_commands.command("export")
@click.argument("file_format", metavar="FORMAT", type=click.Choice(sorted(_FORMATS)))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Le fichier à écrire ; sans cela, la sortie standard.",
)
def export_command(file_format: str, output: Path | None) -> None:
    """Exporter les fiches publiées dans le format de l’import (csv ou xlsx)."""
    export = export_listings(db.session(), demonstration=settings().demo)
    content = _FORMATS[file_format](export.sheet)
    if output is None:
        click.echo(content, nl=False)
    else:
        output.write_bytes(content)
    if export.left_out:
        names = ", ".join(export.left_out)
        click.echo(f"Laissées de côté, sans id_externe ou sans site : {names}.", err=True)


def _import(file: Path, options: Options) -> ImportReport:
    vocabulary = load_vocabulary(db.session())
    if not vocabulary.terms:
        raise click.ClickException("le vocabulaire manque : lancez d’abord la commande prepare")
    with file.open("rb") as opened:
        content = opened.read(MAX_BYTES + 1)
    territory = projection().territory
    try:
        with progress_bar("Import") as progress:
            return import_listings(content, vocabulary, territory, today(), options, progress)
    except ImportRefusedError as error:
        raise click.ClickException(f"fichier refusé : {error}") from error


def _told(report: ImportReport) -> str:
    done = "Importé" if report.applied else "Essai, rien n’a été écrit"
    lines = [
        (
            f"{done} : {counted(report.lines, 'ligne lue', 'lignes lues')} "
            f"({report.encoding}, séparateur «{report.separator}»)"
        ),
        (
            f"  {counted(len(report.created), 'fiche créée', 'fiches créées')}, "
            f"{counted(len(report.updated), 'modifiée', 'modifiées')}, "
            f"{counted(report.unchanged, 'inchangée', 'inchangées')}, "
            f"{counted(len(report.errors), 'erreur', 'erreurs')}"
        ),
        *(f"  {name} : {', '.join(columns)}" for name, columns in report.updated.items()),
        *(f"  {error}" for error in report.errors),
    ]
    return "\n".join(lines)
