"""``flask --app portal prepare`` and ``seed``: from an empty folder to a working directory."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from portal.cli.context import now, projection, settings, today
from portal.domain.french import counted
from portal.services.accounts.creation import prepare_demonstration, require_second_factors
from portal.services.demonstration_files import prepare_demonstration_files
from portal.services.seed import seed
from portal.store.db import db
from portal.store.listings import has_listings


@click.command("seed")
@with_appcontext
def seed_command() -> None:
    """Charger les données de départ ; une seconde fois ne change rien."""
    _seed()
    _prepare_agents()


@click.command("prepare")
@with_appcontext
def prepare_command() -> None:
    """Mettre la base à jour, charger les données au premier usage, rattraper l’index."""
    prepare()


def prepare() -> None:
    """Bring database and index up to date, load the seed at first use, tell who may sign in."""
    upgrade()
    wanted = (False, True) if settings().demo else (False,)
    if all(has_listings(db.session(), demonstration=kind) for kind in wanted):
        projection().catch_up(db.session())
    else:
        _seed()
    click.echo(_prepare_agents(), nl=False)


def _prepare_agents() -> str:
    """Make the demonstration agents and files and tell how they sign in; elsewhere are none."""
    if settings().demo:
        prepare_demonstration_files(projection().territory, now())
        projection().catch_up(db.session())
        return prepare_demonstration(settings().instance, now())
    require_second_factors(now())
    return ""


def _seed() -> None:
    reports = seed(projection().territory, today(), demonstration=settings().demo)
    projection().catch_up(db.session())
    created = sum(len(report.created) for report in reports)
    click.echo(f"Données de départ : {counted(created, 'fiche ajoutée', 'fiches ajoutées')}.")
