"""``flask --app portal prepare`` and ``seed``: from an empty folder to a working directory."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from portal.cli.context import projection, settings
from portal.services.seed import seed
from portal.store.db import db
from portal.store.listings import count_published


@click.command("seed")
@with_appcontext
def seed_command() -> None:
    """Charger les données de départ ; une seconde fois ne change rien."""
    _seed()


@click.command("prepare")
@with_appcontext
def prepare_command() -> None:
    """Mettre la base à jour, charger les données au premier usage, rattraper l’index."""
    upgrade()
    if count_published(db.session()) == 0:
        _seed()
    else:
        projection().catch_up(db.session())


def _seed() -> None:
    today = datetime.now(UTC).date()
    reports = seed(projection().territory, today, demonstration=settings().demo)
    projection().catch_up(db.session())
    created = sum(len(report.created) for report in reports)
    click.echo(f"Données de départ : {created} fiches ajoutées.")
