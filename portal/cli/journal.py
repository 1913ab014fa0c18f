"""``flask --app portal journal``: whether history is whole."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from portal.services.journal import check_chain
from portal.store.db import db

journal_commands = AppGroup("journal", help="Journal : contrôler sa chaîne.")


@journal_commands.command("check")
def check() -> None:
    """Relire tout le journal : chaque acte suit-il le précédent ?"""
    chain = check_chain(db.session())
    click.echo(chain.words)
    if chain.broken_at is not None:
        sys.exit(1)
