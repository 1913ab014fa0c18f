"""``flask --app portal listings``: bring listings in."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.cli.context import projection
from portal.cli.progress import progress_bar
from portal.services.imports import ImportRefusedError, ImportReport, Options, import_listings
from portal.store.db import db
from portal.store.vocabulary import load_vocabulary

listing_commands = AppGroup("listings", help="Fiches : importer.")


@listing_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "apply_it", is_flag=True, help="Écrire ; sans cela, rien ne change.")
@click.option("--strict", is_flag=True, help="Tout ou rien : une ligne fausse arrête tout.")
@click.option("--json", "as_json", is_flag=True, help="Rendre le compte rendu en JSON.")
def import_command(file: Path, *, apply_it: bool, strict: bool, as_json: bool) -> None:
    """Importer un fichier CSV de fiches."""
    vocabulary = load_vocabulary(db.session())
    options = Options(apply=apply_it, strict=strict)
    try:
        with progress_bar("Import") as progress:
            report = import_listings(
                file.read_bytes(),
                vocabulary,
                projection().territory,
                datetime.now(UTC).date(),
                options,
                progress,
            )
    except ImportRefusedError as error:
        raise click.ClickException(f"fichier refusé : {error}") from error
    if report.applied:
        projection().catch_up(db.session())
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else _told(report))
    if report.errors:
        sys.exit(1)


def _told(report: ImportReport) -> str:
    done = "Importé" if report.applied else "Essai, rien n’a été écrit"
    lines = [
        f"{done} : {report.lines} lignes lues ({report.encoding}, séparateur «{report.separator}»)",
        (
            f"  {len(report.created)} fiches créées, {len(report.updated)} modifiées, "
            f"{report.unchanged} inchangées, {len(report.errors)} erreurs"
        ),
        *(f"  {name} : {', '.join(columns)}" for name, columns in report.updated.items()),
        *(f"  {error}" for error in report.errors),
    ]
    return "\n".join(lines)
