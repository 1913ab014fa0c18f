"""``flask --app portal backup`` and ``restore``: what cannot be made again, in one file."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from portal.cli.context import now, projection, settings
from portal.cli.progress import progress_bar
from portal.domain.french import counted
from portal.services.backup import make_backup, restore_backup
from portal.services.backup_archive import BackupError
from portal.store.db import db

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=_FILE)
@with_appcontext
def backup_command(file: Path) -> None:
    """Sauvegarder la base et les fichiers déposés, pendant que le portail sert."""
    try:
        make_backup(db.engine, settings().instance, file, now())
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Sauvegarde faite : {file} ({file.stat().st_size / 1_000_000:.1f} Mo).")


@click.command("restore")
@click.argument("file", type=_FILE)
@with_appcontext
def restore_command(file: Path) -> None:
    """Remettre une sauvegarde à la place de ce qui est là, puis refaire l’index."""
    db.session.remove()
    db.engine.dispose()
    try:
        manifest = restore_backup(db.engine, settings().instance, file)
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    upgrade()
    with progress_bar("Index") as progress:
        count = projection().rebuild(db.session(), progress)
    made = f"{manifest.made_at:%d/%m/%Y à %H:%M} UTC"
    click.echo(f"Restauré : sauvegarde du {made}, {counted(count, 'fiche', 'fiches')}.")
