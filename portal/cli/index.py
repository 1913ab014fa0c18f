"""``flask --app portal index``: the search index, which follows the database."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from portal.cli.context import projection
from portal.cli.progress import progress_bar
from portal.domain.french import counted
from portal.store.db import db
from search_index.errors import SearchIndexError

index_commands = AppGroup("index", help="Index de recherche : refaire, rattraper, contrôler.")


@index_commands.command("rebuild")
def rebuild() -> None:
    """Refaire l’index à côté, puis le mettre en place."""
    with progress_bar("Index") as progress:
        count = projection().rebuild(db.session(), progress)
    click.echo(f"Index refait : {counted(count, 'fiche', 'fiches')}.")


@index_commands.command("catch-up")
def catch_up() -> None:
    """Rattraper la base ; un index absent ou abîmé est refait."""
    count = projection().catch_up(db.session())
    click.echo(f"Index à jour : {counted(count, 'fiche reprise', 'fiches reprises')}.")


@index_commands.command("check")
def check() -> None:
    """Comparer l’index et la base, fiche par fiche."""
    try:
        differences = list(projection().differences(db.session()))
    except SearchIndexError as error:
        raise click.ClickException(f"index inutilisable : {error}") from error
    for difference in differences:
        click.echo(difference)
    if differences:
        sys.exit(1)
    click.echo("L’index et la base disent la même chose.")
